import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { listenOnLoopback } from '../loopback.ts';
import { type Answer, type GitHubRepository, notFound, type PullRequest, Pulls } from './pulls.ts';

/** What the next request is answered with, in place of what it asks for. */
export type GitHubFailure =
  | { readonly fail: 'status'; readonly status: number; readonly message?: string }
  /** 403, as GitHub answers when the hour's requests are used up; `resetsAt` in seconds since 1970. */
  | { readonly fail: 'rate_limit'; readonly resetsAt: number }
  /** 429 for too many requests at once. */
  | { readonly fail: 'secondary_rate_limit'; readonly retryAfterSeconds: number }
  /** Answers rightly, but not before the test lets it. */
  | { readonly fail: 'held'; readonly until: Promise<unknown> }
  | { readonly fail: 'cut' };

export interface GitHubOptions {
  readonly repositories: readonly GitHubRepository[];
  /** May read and write. Default: `github-token`. */
  readonly token?: string;
  /** May only read: 403 for a write. */
  readonly readOnlyToken?: string;
}

export interface RecordedRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

export interface GitHubServer extends AsyncDisposable {
  /** In place of `https://api.github.com`. */
  readonly url: string;
  readonly requests: readonly RecordedRequest[];
  pulls(owner: string, name: string): readonly PullRequest[];
  failNext(...failures: readonly GitHubFailure[]): void;
  close(): Promise<void>;
}

/** As much of GitHub's REST API as opening a pull request needs, on a free loopback port. The caller closes it. */
export async function startGitHub(options: GitHubOptions): Promise<GitHubServer> {
  const requests: RecordedRequest[] = [];
  const failures: GitHubFailure[] = [];
  const server = createServer((request, response) => {
    void serve(request, response).catch((error) =>
      send(response, { status: 400, body: { message: String(error) } }),
    );
  });
  const { url, close } = await listenOnLoopback(server);
  const repositories = options.repositories.map((repository) => ({
    repository,
    pulls: new Pulls(repository, url),
  }));
  const find = (owner?: string, name?: string) =>
    repositories.find(({ repository }) => repository.owner === owner && repository.name === name);

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: path = '/', headers } = request;
    const raw = await text(request);
    const body: unknown = raw === '' ? undefined : JSON.parse(raw);
    requests.push({ method, path, headers, body });
    const failure = failures.shift();
    if (failure?.fail === 'held') await failure.until;
    else if (failure) return sendFailure(response, failure);
    send(response, refusal(headers.authorization, method, options) ?? answer(method, path, body));
  }

  function answer(method: string, path: string, body: unknown): Answer {
    const { pathname, searchParams } = new URL(path, url);
    const [top, owner, name, ...rest] = pathname.slice(1).split('/');
    const found = top === 'repos' ? find(owner, name) : undefined;
    if (!found) return notFound;
    switch (`${method} ${rest[0] ?? ''}`) {
      case 'GET ':
        return { status: 200, body: describeRepository(found.repository, url) };
      case 'GET pulls':
        return rest[1] ? found.pulls.get(Number(rest[1])) : found.pulls.list(searchParams);
      case 'POST pulls':
        return found.pulls.open(body);
      default:
        return notFound;
    }
  }

  return {
    url,
    requests,
    pulls: (owner, name) => find(owner, name)?.pulls.all ?? [],
    failNext: (...next) => void failures.push(...next),
    close,
    [Symbol.asyncDispose]: close,
  };
}

function refusal(
  authorization: string | undefined,
  method: string,
  { token = 'github-token', readOnlyToken }: GitHubOptions,
): Answer | null {
  const given = authorization?.replace(/^(Bearer|token) /, '');
  if (given === undefined) return { status: 401, body: { message: 'Requires authentication' } };
  if (given === token) return null;
  if (given !== readOnlyToken) return { status: 401, body: { message: 'Bad credentials' } };
  const message = 'Resource not accessible by personal access token';
  return method === 'GET' ? null : { status: 403, body: { message } };
}

function describeRepository({ owner, name, defaultBranch = 'main' }: GitHubRepository, url: string): object {
  return {
    name,
    full_name: `${owner}/${name}`,
    owner: { login: owner },
    private: true,
    default_branch: defaultBranch,
    html_url: `${url}/${owner}/${name}`,
  };
}

function sendFailure(response: ServerResponse, failure: Exclude<GitHubFailure, { fail: 'held' }>): void {
  switch (failure.fail) {
    case 'status': {
      const { status, message = 'Something failed' } = failure;
      return send(response, { status, body: { message } });
    }
    case 'rate_limit':
      response.setHeader('x-ratelimit-remaining', '0');
      response.setHeader('x-ratelimit-reset', String(failure.resetsAt));
      return send(response, { status: 403, body: { message: 'API rate limit exceeded' } });
    case 'secondary_rate_limit': {
      response.setHeader('retry-after', String(failure.retryAfterSeconds));
      const message = 'You have exceeded a secondary rate limit';
      return send(response, { status: 429, body: { message } });
    }
    case 'cut':
      response.socket?.destroy();
  }
}

function send(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
