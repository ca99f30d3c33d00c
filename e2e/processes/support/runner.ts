import { Program, runnerFile } from './programs.ts';

export interface RunnerOptions {
  url: string;
  tokenFile: string;
  roots: string[];
  /** More roots stand in it, or will. */
  rootsFile?: string;
  dataDir: string;
  env?: Record<string, string>;
}

/** The runner program. It stays the same runner when it is started again on its folder. */
export class Runner implements AsyncDisposable {
  readonly #options: RunnerOptions;
  #program: Program;

  private constructor(options: RunnerOptions) {
    this.#options = options;
    this.#program = launch(options);
  }

  /** Resolves once the server has welcomed it. */
  static async start(options: RunnerOptions): Promise<Runner> {
    const runner = new Runner(options);
    await runner.#becomeReady();
    return runner;
  }

  get dataDir(): string {
    return this.#options.dataDir;
  }
  get program(): Program {
    return this.#program;
  }

  /** Without waiting for the server, which may be away itself. */
  launchAgain(): void {
    this.#program = launch(this.#options);
  }

  async restart(): Promise<void> {
    this.launchAgain();
    await this.#becomeReady();
  }

  async #becomeReady(): Promise<void> {
    try {
      await this.#program.ready();
    } catch (error) {
      await this.#program.stop();
      throw error;
    }
  }

  kill(): Promise<void> {
    return this.#program.kill();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#program.stop();
  }
}

function launch({ url, tokenFile, roots, rootsFile, dataDir, env }: RunnerOptions): Program {
  const more = rootsFile === undefined ? [] : ['--roots-file', rootsFile];
  const flags = ['--server', url, '--token-file', tokenFile, '--data-dir', dataDir, '--allow-root'];
  return new Program({
    name: 'runner',
    file: runnerFile,
    args: [...flags, ...more, ...roots.flatMap((root) => ['--root', root])],
    env: { HOME: dataDir, RUNNER_DRAIN_MS: '1000', RUNNER_FREEZE_AFTER_MS: '4000', ...env },
    ipc: true,
  });
}
