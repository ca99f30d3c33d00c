import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freeLoopbackPort } from '@overmind/db/embedded/free-port';
import { waitFor } from '@overmind/testing/wait-for';
import { type Exit, Program, serverFile } from './programs.ts';

export const administrator = { email: 'ada@example.com', password: 'correct horse battery' };

export interface ServerOptions {
  dataDir: string;
  port: number;
  env?: Record<string, string>;
}

/** Leases short enough for a test to wait for their end, long enough to outlast a restart. */
export const shortLeases = { LEASE_MS: '6000', HEARTBEAT_MS: '500' };

/** Renewals come often, for tests that wait for no lease to end: on a busy machine none ends by chance. */
export const quickBeats = { HEARTBEAT_MS: '500' };

export const serverEnvironment = ({ dataDir, port, env }: ServerOptions): Record<string, string> => ({
  HOME: dataDir,
  DATA_DIR: dataDir,
  PORT: String(port),
  RUNNER: 'local',
  ADMIN_EMAIL: administrator.email,
  ADMIN_PASSWORD: administrator.password,
  LOG_FORMAT: 'json',
  RATE_LIMIT_PER_MIN: '100000',
  ...env,
});

/** The server program on its data folder; killed and started again it keeps its address. */
export class Server implements AsyncDisposable {
  readonly options: ServerOptions;
  #program: Program;

  private constructor(options: ServerOptions, program: Program) {
    this.options = options;
    this.#program = program;
  }

  static async start(options: Omit<ServerOptions, 'port'> & { port?: number }): Promise<Server> {
    const whole = { ...options, port: options.port ?? (await freeLoopbackPort()) };
    const server = new Server(whole, launch(whole));
    await server.#becomeReady();
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.options.port}`;
  }
  get program(): Program {
    return this.#program;
  }
  get tokenFile(): string {
    return join(this.options.dataDir, 'runner.token');
  }
  get databaseFolder(): string {
    return join(this.options.dataDir, 'database');
  }

  /** The embedded database's main process; null without one. */
  async postmasterPid(): Promise<number | null> {
    const file = join(this.databaseFolder, 'postgres/postmaster.pid');
    const text = await readFile(file, 'utf8').catch(() => '');
    return Number(text.split('\n')[0]) || null;
  }

  /** Starts the program again, on the same folder and port. */
  async restart(env: Record<string, string> = {}): Promise<void> {
    this.#program = launch({ ...this.options, env: { ...this.options.env, ...env } });
    await this.#becomeReady();
  }

  kill(): Promise<void> {
    return this.#program.kill();
  }

  stop(): Promise<Exit> {
    return this.#program.stop();
  }

  async #becomeReady(): Promise<void> {
    try {
      await this.#program.ready();
    } catch (error) {
      await this.#program.stop();
      throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const postmaster = await this.postmasterPid();
    await this.stop();
    if (postmaster !== null) await waitFor(() => !isAlive(postmaster), { what: 'the database to be gone' });
  }
}

const launch = (options: ServerOptions): Program =>
  new Program({ name: 'server', file: serverFile, env: serverEnvironment(options), ipc: true });

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
