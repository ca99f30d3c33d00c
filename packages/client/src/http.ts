import { AppError, isProblem } from '@overmind/contracts/errors';
import type { AnyRoute } from '@overmind/contracts/routes/route';
import type { z } from 'zod';

export interface ClientOptions {
  /** e.g. `http://127.0.0.1:3000`; empty in a browser, where the page's own origin serves the API. */
  baseUrl: string;
  /** Bearer token; browsers use the session cookie instead. */
  token?: string | undefined;
  fetch?: typeof globalThis.fetch;
}

type Part<K extends string, S extends z.ZodType> =
  z.input<S> extends undefined
    ? unknown
    : Record<never, never> extends z.input<S>
      ? { [P in K]?: z.input<S> }
      : undefined extends z.input<S>
        ? { [P in K]?: z.input<S> }
        : { [P in K]: z.input<S> };

export type CallInput<T extends AnyRoute> = Part<'params', T['params']> &
  Part<'query', T['query']> &
  Part<'body', T['body']> & {
    signal?: AbortSignal;
    idempotencyKey?: string;
    /** The version an edit is based on; a later one answers 412. */
    ifMatch?: number;
  };
export type CallOutput<T extends AnyRoute> = z.output<T['response']>;

interface LooseInput {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
  signal?: AbortSignal;
  idempotencyKey?: string;
  ifMatch?: number;
}

/** The address of a route under `baseUrl`, with parameters filled in. */
export function routeUrl(
  baseUrl: string,
  route: AnyRoute,
  input: Pick<LooseInput, 'params' | 'query'> = {},
): string {
  const path = route.path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(input.params?.[name])),
  );
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(input.query ?? {})) {
    if (value !== undefined && value !== null)
      query.set(name, Array.isArray(value) ? value.join(',') : String(value));
  }
  const search = query.toString();
  return `${baseUrl}/api${path}${search === '' ? '' : `?${search}`}`;
}

async function toAppError(response: Response): Promise<AppError> {
  const text = await response.text();
  const problem = parseJson(text);
  if (!isProblem(problem))
    return new AppError('internal', `The server answered ${response.status} without saying why.`);
  const { code, detail, rule, errors } = problem;
  const retryAfterS = Number(response.headers.get('retry-after'));
  return new AppError(code, detail, {
    ...(rule === undefined ? {} : { rule }),
    ...(errors === undefined ? {} : { errors }),
    ...(retryAfterS > 0 ? { retryAfterS } : {}),
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Typed HTTP client over the route declarations. Failures are `AppError`s with the server's own words. */
export class Client {
  readonly #options: ClientOptions;

  constructor(options: ClientOptions) {
    this.#options = options;
  }

  get baseUrl(): string {
    return this.#options.baseUrl;
  }
  get token(): string | undefined {
    return this.#options.token;
  }

  withToken(token: string): Client {
    return new Client({ ...this.#options, token });
  }

  async call<T extends AnyRoute>(route: T, input: CallInput<T>): Promise<CallOutput<T>> {
    const response = await this.#send(route, input as LooseInput);
    if (route.responseKind === 'none') return undefined as CallOutput<T>;
    return (await response.json()) as CallOutput<T>;
  }

  /** For routes that answer bytes; the caller reads or cancels the body. */
  stream<T extends AnyRoute>(route: T, input: CallInput<T>): Promise<Response> {
    return this.#send(route, input as LooseInput);
  }

  async #send(route: AnyRoute, input: LooseInput): Promise<Response> {
    const headers: Record<string, string> = {};
    if (this.#options.token !== undefined) headers['authorization'] = `Bearer ${this.#options.token}`;
    if (input.idempotencyKey !== undefined) headers['idempotency-key'] = input.idempotencyKey;
    if (input.ifMatch !== undefined) headers['if-match'] = `"${input.ifMatch}"`;
    if (input.body !== undefined) headers['content-type'] = 'application/json';
    const send = this.#options.fetch ?? globalThis.fetch;
    const response = await send(routeUrl(this.#options.baseUrl, route, input), {
      method: route.method,
      headers,
      credentials: 'same-origin',
      ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
      ...(input.signal === undefined ? {} : { signal: input.signal }),
    }).catch((cause: unknown) => {
      if (input.signal?.aborted) throw cause;
      throw new AppError('unavailable', 'The server cannot be reached.', { cause });
    });
    if (!response.ok) throw await toAppError(response);
    return response;
  }
}
