import { type ChildProcess, fork } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import type { ProgramFile } from './program-file.ts';
import { type FromEngines, fromEngines, type ToEngines } from './protocol.ts';

export interface EngineProgram extends ProgramFile {
  args: string[];
  /** Of JavaScript's own memory; models are outside it. */
  heapMegabytes: number;
}

const keptStderr = 2048;
const killAfterMs = 2_000;

/** One life of the process with the engines. */
export class EngineProcess {
  readonly #child: ChildProcess;
  #said = '';
  #isStopped = false;
  /** Resolves with what a person may be told when it has ended. */
  readonly gone: Promise<string>;

  constructor({ path, execArgv, args, heapMegabytes }: EngineProgram, take: (message: FromEngines) => void) {
    this.#child = fork(path, args, {
      execArgv: [`--max-old-space-size=${heapMegabytes}`, ...execArgv],
      // Nothing of the server's settings, keys among them, is its business.
      env: { PATH: process.env['PATH'], TMPDIR: process.env['TMPDIR'] },
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#child.on('message', (message) => take(fromEngines(message)));
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#said = (this.#said + text).slice(-keptStderr);
    });
    this.gone = new Promise((resolve) => {
      this.#child.once('error', (error) => resolve(error.message));
      this.#child.once('close', (code, signal) => resolve(this.#explain(code, signal)));
    });
    this.#lower();
  }

  get pid(): number | null {
    return this.#child.pid ?? null;
  }

  send(message: ToEngines): void {
    // What cannot be sent any more is answered by `gone`.
    if (this.#child.connected) this.#child.send(message, () => {});
  }

  /** Idempotent; resolves when it is gone. */
  async stop(): Promise<void> {
    if (!this.#isStopped) {
      this.#isStopped = true;
      this.#child.kill('SIGTERM');
    }
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), killAfterMs);
    await this.gone;
    clearTimeout(timer);
  }

  /** The last line that it said, which is why it ended where it said anything. */
  #explain(code: number | null, signal: NodeJS.Signals | null): string {
    const how = signal === null ? `it ended with ${code}` : `it was ended by ${signal}`;
    const line = this.#said.trim().split('\n').at(-1) ?? '';
    return line === '' ? how : `${how}: ${line}`;
  }

  #lower(): void {
    try {
      if (this.#child.pid !== undefined)
        setPriority(this.#child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
    } catch {
      // It has ended already, or the system does not allow it: it works all the same.
    }
  }
}
