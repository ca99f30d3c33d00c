import type { Log } from '../log.ts';
import type { Settings } from '../settings.ts';
import type { AllowedRoots } from './roots.ts';
import { RootsFile } from './roots-file.ts';

export interface RootsWatchOptions {
  roots: AllowedRoots;
  settings: Pick<Settings, 'roots' | 'rootsFile'>;
  log: Log;
  /** Tells the server which they are from now on. */
  tell: (roots: string[]) => void;
}

/** Keeps the allowed roots what the settings say and, where these name a file, what that says at the moment. */
export class RootsWatch {
  readonly #options: RootsWatchOptions;
  #file: RootsFile | null = null;

  constructor(options: RootsWatchOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    const { roots, settings, log } = this.#options;
    if (settings.rootsFile === null) {
      await roots.set(settings.roots, log);
      return;
    }
    this.#file = new RootsFile(settings.rootsFile, (more) => this.#change(more), log);
    await this.#file.start();
  }

  async stop(): Promise<void> {
    await this.#file?.stop();
  }

  async #change(more: readonly string[]): Promise<void> {
    const { roots, settings, log, tell } = this.#options;
    if (!(await roots.set([...settings.roots, ...more], log))) return;
    log('info', 'The allowed roots are now these.', { roots: roots.list });
    tell([...roots.list]);
  }
}
