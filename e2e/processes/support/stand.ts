import { join } from 'node:path';
import { createTempFolder } from '@overmind/testing/temp-folder';
import { onTestFailed } from 'vitest';
import type { Program } from './programs.ts';
import { createRepository, passingTest } from './repository.ts';
import { Runner, type RunnerOptions } from './runner.ts';
import { Server } from './server.ts';

/**
 * Everything one test starts, ended in reverse order; what the programs said is shown when the test fails.
 * A stand that several tests share is made outside of them, and says nothing.
 */
export class Stand implements AsyncDisposable {
  readonly #owned: (AsyncDisposable | Disposable)[] = [];
  readonly #programs: (() => Program)[] = [];

  constructor({ isShared = false } = {}) {
    if (isShared) return;
    onTestFailed(() => {
      for (const program of this.#programs) {
        const { name, stderr, exit } = program();
        console.error(`--- ${name} (${JSON.stringify(exit)})\n${stderr.slice(-6_000)}`);
      }
    });
  }

  own<T extends AsyncDisposable | Disposable>(owned: T): T {
    this.#owned.push(owned);
    return owned;
  }

  async folder(): Promise<string> {
    return this.own(await createTempFolder()).path;
  }

  async repository(files: Record<string, string> = passingTest): Promise<string> {
    return createRepository(join(await this.folder(), 'shop'), files);
  }

  async server(env: Record<string, string> = {}, dataDir?: string): Promise<Server> {
    const server = this.own(await Server.start({ dataDir: dataDir ?? (await this.folder()), env }));
    this.#programs.push(() => server.program);
    return server;
  }

  async runner(
    server: Server,
    roots: string[],
    options: Partial<Pick<RunnerOptions, 'env' | 'url'>> = {},
  ): Promise<Runner> {
    const { url, tokenFile } = server;
    return this.launch({ url, tokenFile, roots, dataDir: await this.folder(), ...options });
  }

  async launch(options: RunnerOptions): Promise<Runner> {
    const runner = this.own(await Runner.start(options));
    this.#programs.push(() => runner.program);
    return runner;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const owned of this.#owned.splice(0).reverse()) {
      if (Symbol.asyncDispose in owned) await owned[Symbol.asyncDispose]();
      else owned[Symbol.dispose]();
    }
  }
}
