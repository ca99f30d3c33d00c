import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { serverFile } from '@overmind/e2e/programs';

/** How late the event loop of a process was, in milliseconds. */
export interface LoopDelays {
  p50: number;
  p99: number;
  max: number;
  count: number;
}

/** Looks at the event loop of a server from inside its process, by what Node loads before a program. */
export class EventLoopWatch {
  readonly #socket: string;

  constructor(folder: string) {
    this.#socket = join(folder, 'event-loop.sock');
  }

  /** What the server has to be started with. */
  get env(): Record<string, string> {
    const probe = pathToFileURL(join(import.meta.dirname, 'event-loop-probe.mjs'));
    return {
      NODE_OPTIONS: `--import ${probe}`,
      BENCH_LOOP_PROGRAM: serverFile,
      BENCH_LOOP_SOCKET: this.#socket,
    };
  }

  /** Since it was asked last. Rejects where the server was started without it. */
  async take(): Promise<LoopDelays> {
    return JSON.parse(await text(connect(this.#socket))) as LoopDelays;
  }
}

/** Of two stretches the worse. */
export const worseOf = (one: LoopDelays, other: LoopDelays): LoopDelays => ({
  p50: Math.max(one.p50, other.p50),
  p99: Math.max(one.p99, other.p99),
  max: Math.max(one.max, other.max),
  count: one.count + other.count,
});
