import { portTakenExit } from '../demo/models/port-taken.ts';
import { programs } from '../programs.ts';
import { ScriptedModelReady } from './messages.ts';
import { describeEnd, Program, type ProgramEnd } from './program.ts';

export interface ScriptedModelOptions {
  env: NodeJS.ProcessEnv;
  say: (sentence: string) => void;
  /** It answers, or cannot: whatever waits for it may start. */
  onSettled: () => void;
  /** It answered once and will not again, and nobody else may be asked at its address. */
  onLost: () => void;
  /** Another program than the demo's, for tests. */
  file?: string;
}

/** Whatever ends so often without a while in between ends for a reason that the next start has, too. */
const mostRestarts = 5;

/** The scripted model of the demo: kept up on its port, and left out when that cannot be done. */
export class ScriptedModel {
  readonly #options: ScriptedModelOptions;
  readonly #program: Program;
  #url: string | null = null;

  constructor(options: ScriptedModelOptions) {
    this.#options = options;
    this.#program = new Program({
      plan: () => ({ file: options.file ?? programs.demoModel, args: this.#args(), env: options.env }),
      onMessage: (message) => this.#said(message),
      onLine: options.say,
      onEnd: (end, attempt) => this.#ended(end, attempt),
    });
  }

  /** Stays over restarts; null while there is none to be asked. */
  get url(): string | null {
    return this.#url;
  }

  start(): void {
    this.#program.start();
  }

  stop(limitMs: number): Promise<void> {
    return this.#program.stop(limitMs);
  }

  signal(signal: NodeJS.Signals): void {
    this.#program.signal(signal);
  }

  #args(): string[] {
    return [programs.demoTranscripts, ...(this.#url === null ? [] : [new URL(this.#url).port])];
  }

  #said(message: unknown): void {
    const parsed = ScriptedModelReady.safeParse(message);
    if (!parsed.success || this.#url !== null) return;
    this.#url = parsed.data.url;
    this.#options.onSettled();
  }

  #ended(end: ProgramEnd, attempt: number): 'restart' | 'stay_down' {
    const { say, onSettled, onLost } = this.#options;
    const how = `(${describeEnd(end)})`;
    if (this.#url === null) {
      say(`The scripted model of the demo ended before it was ready ${how}. The rest goes on without it.`);
      onSettled();
      return 'stay_down';
    }
    const isPortTaken = end.code === portTakenExit;
    if (!isPortTaken && attempt < mostRestarts) {
      say(`The scripted model of the demo ended ${how}. Starting it again.`);
      return 'restart';
    }
    const why = isPortTaken ? 'cannot have its port back' : `ended ${attempt + 1} times in a row`;
    say(
      `The scripted model of the demo ${why} and is left out; server and runner start anew without it. Start all again to bring it back.`,
    );
    this.#url = null;
    onLost();
    return 'stay_down';
  }
}
