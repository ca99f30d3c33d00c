import { administrator } from './server.ts';

export interface Reply {
  status: number;
  // What comes over the wire; each test knows what it asked for.
  body: unknown;
}

/** Someone who works by plain HTTP, as any outside program would. */
export class Person {
  readonly baseUrl: string;
  readonly token: string;

  constructor(baseUrl: string, token: string) {
    this.baseUrl = baseUrl;
    this.token = token;
  }

  static async signIn(baseUrl: string, credentials = administrator): Promise<Person> {
    const { token } = await new Person(baseUrl, '').post<{ token: string }>('/auth/login', credentials);
    return new Person(baseUrl, token);
  }

  /** The same person at another address of the installation. */
  at(baseUrl: string): Person {
    return new Person(baseUrl, this.token);
  }

  async try(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply> {
    const response = await fetch(`${this.baseUrl}/api${path}`, {
      method,
      headers: {
        ...(this.token !== '' && { authorization: `Bearer ${this.token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : JSON.parse(text) };
  }

  async #call<T>(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<T> {
    const reply = await this.try(method, path, body, headers);
    if (reply.status >= 400)
      throw new Error(`${method} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
    return reply.body as T;
  }

  get = <T>(path: string): Promise<T> => this.#call('GET', path);
  post = <T>(path: string, body?: unknown, headers?: Record<string, string>): Promise<T> =>
    this.#call('POST', path, body, headers);
  patch = <T>(path: string, body: unknown): Promise<T> => this.#call('PATCH', path, body);

  async list<T>(path: string): Promise<T[]> {
    return (await this.get<{ items: T[] }>(path)).items;
  }

  async download(path: string): Promise<Buffer> {
    const response = await fetch(`${this.baseUrl}/api${path}`, {
      headers: { authorization: `Bearer ${this.token}` },
    });
    if (!response.ok) throw new Error(`GET ${path}: ${response.status} ${await response.text()}`);
    return Buffer.from(await response.arrayBuffer());
  }
}
