import { z } from 'zod';

export interface GitHubRepository {
  readonly owner: string;
  readonly name: string;
  /** Default: `main`. */
  readonly defaultBranch?: string;
  /** The branches that were pushed. Default: any name counts as pushed. */
  readonly branches?: readonly string[];
}

export interface PullRequest {
  readonly number: number;
  readonly title: string;
  readonly body: string | null;
  readonly draft: boolean;
  readonly state: 'open' | 'closed';
  readonly html_url: string;
  readonly head: { readonly ref: string; readonly label: string };
  readonly base: { readonly ref: string };
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const NewPull = z.object({
  title: z.string().min(1),
  head: z.string().min(1),
  base: z.string().min(1),
  body: z.string().nullish(),
  draft: z.boolean().optional(),
});

export const notFound: Answer = { status: 404, body: { message: 'Not Found' } };

/** The pull requests of one repository, with GitHub's own rules for a new one. */
export class Pulls {
  readonly all: PullRequest[] = [];

  constructor(
    private readonly repository: GitHubRepository,
    private readonly url: string,
  ) {}

  open(body: unknown): Answer {
    const parsed = NewPull.safeParse(body);
    if (!parsed.success)
      return invalid(
        parsed.error.issues.map(({ path }) => ({ field: path.join('.'), code: 'missing_field' })),
      );
    const { owner, branches } = this.repository;
    const { head, base } = parsed.data;
    const label = head.includes(':') ? head : `${owner}:${head}`;
    const ref = label.slice(label.indexOf(':') + 1);
    const unknown = Object.entries({ head: ref, base }).filter(
      ([, name]) => branches?.includes(name) === false,
    );
    if (unknown.length > 0) return invalid(unknown.map(([field]) => ({ field, code: 'invalid' })));
    if (this.find({ label, base, state: 'open' }).length > 0)
      return invalid([{ code: 'custom', message: `A pull request already exists for ${label}.` }]);
    return { status: 201, body: this.add(parsed.data, label, ref) };
  }

  list(query: URLSearchParams): Answer {
    const [label, base, state] = [query.get('head'), query.get('base'), query.get('state') ?? 'open'];
    return { status: 200, body: this.find({ label, base, state }) };
  }

  get(number: number): Answer {
    const pull = this.all.find((one) => one.number === number);
    return pull ? { status: 200, body: pull } : notFound;
  }

  private find({ label, base, state }: { label: string | null; base: string | null; state: string }) {
    return this.all.filter(
      (pull) =>
        (label === null || pull.head.label === label) &&
        (base === null || pull.base.ref === base) &&
        (state === 'all' || pull.state === state),
    );
  }

  private add({ title, base, body, draft }: z.infer<typeof NewPull>, label: string, ref: string) {
    const { owner, name } = this.repository;
    const number = this.all.length + 1;
    const pull: PullRequest = {
      number,
      title,
      body: body ?? null,
      draft: draft ?? false,
      state: 'open',
      html_url: `${this.url}/${owner}/${name}/pull/${number}`,
      head: { ref, label },
      base: { ref: base },
    };
    this.all.push(pull);
    return pull;
  }
}

function invalid(errors: readonly object[]): Answer {
  const body = {
    message: 'Validation Failed',
    errors: errors.map((error) => ({ resource: 'PullRequest', ...error })),
  };
  return { status: 422, body };
}
