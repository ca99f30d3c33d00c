import type { QuestionOf, RunnerAnswer } from '@overmind/contracts/frames/questions';
import { z } from 'zod';
import { type ApiPlace, findApi } from './api-place.ts';
import { ApiError, type ApiReply, callApi } from './api-request.ts';
import { openForMerging } from './open.ts';
import type { PushSetting } from './push.ts';
import { refused } from './refused.ts';
import { findRemote } from './remote.ts';
import { findToken, withoutSecrets } from './token.ts';

type Question = QuestionOf<'pull_request'>;

const Pull = z.object({ number: z.number().int(), html_url: z.string().max(1_000) });
const Problem = z.object({
  message: z.string().optional(),
  errors: z.array(z.object({ message: z.string().optional() }).loose()).optional(),
});

/** Opens a pull request at a GitHub-compatible API; one of the same branches that is open already is taken over. */
export async function openPullRequest(question: Question, setting: PushSetting): Promise<RunnerAnswer> {
  const opened = await openForMerging(question.path, setting.roots);
  if (!opened.ok) return refused(opened.detail);
  const remote = await findRemote(opened.place, question.remote, setting.roots);
  if (!remote.ok) return refused(remote.detail);
  const place = findApi(question.api_url, remote, setting.environment);
  if (!place.ok) return refused(place.detail);
  const token = findToken(setting.environment, question.token_env);
  if (token === null)
    return refused(`${question.token_env} is not set on this runner, so it has no token to ask with.`);
  try {
    return await new Pulls(place, token, setting.signal).open(question);
  } catch (error) {
    if (error instanceof ApiError) return refused(withoutSecrets(error.message, token));
    throw error;
  }
}

class Pulls {
  readonly #url: string;
  readonly #owner: string;
  readonly #token: string;
  readonly #signal: AbortSignal;
  readonly #mayBePrivate: boolean;

  constructor({ base, owner, name, mayBePrivate }: ApiPlace, token: string, signal: AbortSignal) {
    this.#mayBePrivate = mayBePrivate;
    this.#url = `${base}/repos/${encodeURIComponent(owner)}/${encodeURIComponent(name)}/pulls`;
    this.#owner = owner;
    this.#token = token;
    this.#signal = signal;
  }

  async open(question: Question): Promise<RunnerAnswer> {
    const known = await this.#find(question);
    if (known !== null) return known;
    const { head_branch: head, base_branch: base, title, body } = question;
    const reply = await this.#call('POST', new URL(this.#url), { head, base, title, body });
    const made = Pull.safeParse(reply.json);
    if (reply.status === 201 && made.success) return answer(made.data);
    // Somebody else opened it at the same moment.
    return (await this.#find(question)) ?? refused(wordsOf(reply));
  }

  async #find({ head_branch, base_branch }: Question): Promise<RunnerAnswer | null> {
    const url = new URL(this.#url);
    url.search = new URLSearchParams({
      ...{ state: 'open', head: `${this.#owner}:${head_branch}`, base: base_branch },
    }).toString();
    const reply = await this.#call('GET', url);
    if (reply.status !== 200) throw new ApiError(wordsOf(reply));
    const [first] = z.array(Pull).max(100).catch([]).parse(reply.json);
    return first === undefined ? null : answer(first);
  }

  #call(method: 'GET' | 'POST', url: URL, body?: unknown): Promise<ApiReply> {
    return callApi({
      method,
      url,
      token: this.#token,
      signal: this.#signal,
      mayBePrivate: this.#mayBePrivate,
      ...(body === undefined ? {} : { body }),
    });
  }
}

/** Only an address that a browser may open. */
const answer = ({ number, html_url }: z.infer<typeof Pull>): RunnerAnswer =>
  /^https?:\/\//.test(html_url)
    ? { kind: 'pull_request', number, url: html_url }
    : refused('The API named no address of the pull request.');

const hints: Record<number, string> = {
  401: 'The API does not know the token.',
  403: 'The token may not do this.',
  404: 'The API knows no such repository, or the token may not see it.',
};

function wordsOf({ status, json }: ApiReply): string {
  if (status >= 300 && status < 400) return 'The API sends its callers elsewhere. Give its new address.';
  const problem = Problem.safeParse(json).data;
  const said = [problem?.message, ...(problem?.errors ?? []).map(({ message }) => message)];
  const words = said.filter((each) => each !== undefined && each !== '').join(': ');
  return [hints[status] ?? `The API answered ${status}.`, words]
    .filter((each) => each !== '')
    .join(' ')
    .slice(0, 900);
}
