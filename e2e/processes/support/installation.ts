import { waitFor } from '@overmind/testing/wait-for';
import type { Runner } from './runner.ts';
import type { Victim } from './schedule.ts';
import { isAlive, type Server } from './server.ts';

/** A server with its embedded database and one runner, whose parts are killed and come back. */
export class Installation {
  readonly #server: Server;
  readonly #runner: Runner;

  constructor(server: Server, runner: Runner) {
    this.#server = server;
    this.#runner = runner;
  }

  async strike(victim: Victim): Promise<void> {
    switch (victim) {
      case 'server':
        await this.#killServer();
        return this.#server.restart();
      case 'runner':
        await this.#runner.kill();
        return this.#runner.restart();
      case 'database':
        await this.#killDatabase();
        return this.#server.restart();
      case 'all':
        await this.#killAll();
        // Whoever comes back first has to wait for the other.
        this.#runner.launchAgain();
        return this.#server.restart();
    }
  }

  async #killServer(): Promise<void> {
    const postmaster = await this.#server.postmasterPid();
    await this.#server.kill();
    if (postmaster !== null) await gone(postmaster);
  }

  /** The server cannot work without its database and ends itself. */
  async #killDatabase(): Promise<void> {
    const postmaster = await this.#server.postmasterPid();
    if (postmaster !== null) process.kill(postmaster, 'SIGKILL');
    await this.#server.program.exited;
  }

  async #killAll(): Promise<void> {
    const postmaster = await this.#server.postmasterPid();
    if (postmaster !== null) process.kill(postmaster, 'SIGKILL');
    await Promise.all([this.#server.kill(), this.#runner.kill()]);
    if (postmaster !== null) await gone(postmaster);
  }
}

const gone = (pid: number): Promise<boolean> =>
  waitFor(() => !isAlive(pid), { what: `process ${pid} to be gone`, timeoutMs: 15_000 });
