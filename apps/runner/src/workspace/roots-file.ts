import { type FSWatcher, watch } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { codeOf, type Log, messageOf } from '../log.ts';

const settleMs = 50;

/** A file with one allowed root a line (`#` begins a comment), read again whenever it changes. */
export class RootsFile implements AsyncDisposable {
  readonly #path: string;
  readonly #onChange: (roots: string[]) => Promise<void>;
  readonly #log: Log;
  #watcher: FSWatcher | null = null;
  #timer: NodeJS.Timeout | null = null;
  #reading: Promise<void> = Promise.resolve();

  constructor(path: string, onChange: (roots: string[]) => Promise<void>, log: Log) {
    this.#path = path;
    this.#onChange = onChange;
    this.#log = log;
  }

  /** Watches the folder, not the file, so that a file replaced by a rename is followed. */
  async start(): Promise<void> {
    if (this.#watcher !== null) return;
    await mkdir(dirname(this.#path), { recursive: true });
    this.#watcher = watch(dirname(this.#path), (_, name) => {
      if (name !== null && name !== basename(this.#path)) return;
      this.#timer ??= setTimeout(() => this.#changed(), settleMs);
    });
    this.#watcher.on('error', (error) =>
      this.#log('warn', 'The roots file is no longer watched.', { error: error.message }),
    );
    await this.#onChange(await this.#read());
  }

  async stop(): Promise<void> {
    this.#watcher?.close();
    this.#watcher = null;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    await this.#reading;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  #changed(): void {
    this.#timer = null;
    const read = async (): Promise<void> => this.#onChange(await this.#read());
    this.#reading = this.#reading.then(read).catch((error: unknown) => {
      this.#log('warn', 'The roots file could not be read.', { path: this.#path, error: messageOf(error) });
    });
  }

  async #read(): Promise<string[]> {
    try {
      const lines = (await readFile(this.#path, 'utf8')).split('\n').map((line) => line.trim());
      return lines.filter((line) => line !== '' && !line.startsWith('#'));
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return [];
      throw error;
    }
  }
}
