import type { LogLine } from '@overmind/contracts/entities/run';

export const chunkLines = 1_000;
/** At most this many lines of one run stay in memory; chunks far from the view are let go and fetched again. */
const chunksKept = 250;

/**
 * Lines of one run by number, in chunks, with holes where nothing was fetched. A plain store outside of React:
 * listeners hear of changes once a frame however many lines came.
 */
export class RunLog {
  readonly #chunks = new Map<number, (LogLine | undefined)[]>();
  readonly #listeners = new Set<() => void>();
  readonly #schedule: (notify: () => void) => void;
  #version = 0;
  #isScheduled = false;
  #lastSeq = 0;
  #firstWanted = 1;

  constructor(schedule: (notify: () => void) => void = onNextFrame) {
    this.#schedule = schedule;
  }

  get lastSeq(): number {
    return this.#lastSeq;
  }
  readonly version = (): number => this.#version;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  line(seq: number): LogLine | undefined {
    return this.#chunks.get(Math.floor((seq - 1) / chunkLines))?.[(seq - 1) % chunkLines];
  }

  put(lines: readonly LogLine[]): void {
    for (const line of lines) {
      const index = Math.floor((line.seq - 1) / chunkLines);
      let chunk = this.#chunks.get(index);
      if (chunk === undefined) {
        chunk = new Array<LogLine | undefined>(chunkLines).fill(undefined);
        this.#chunks.set(index, chunk);
      }
      chunk[(line.seq - 1) % chunkLines] = line;
      if (line.seq > this.#lastSeq) this.#lastSeq = line.seq;
    }
    this.#forgetFarChunks();
    this.#changed();
  }

  /** The log is known to be this long, fetched or not. */
  extendTo(lastSeq: number): void {
    if (lastSeq <= this.#lastSeq) return;
    this.#lastSeq = lastSeq;
    this.#changed();
  }

  /** Chunks that hold a line which is missing between two numbers. */
  missingChunks(firstSeq: number, lastSeq: number): number[] {
    this.#firstWanted = firstSeq;
    const missing: number[] = [];
    const end = Math.min(lastSeq, this.#lastSeq);
    for (let index = Math.floor((firstSeq - 1) / chunkLines); index * chunkLines < end; index += 1) {
      const from = Math.max(firstSeq, index * chunkLines + 1);
      const to = Math.min(end, (index + 1) * chunkLines);
      if (this.#hasHole(index, from, to)) missing.push(index);
    }
    return missing;
  }

  *loaded(): Generator<LogLine> {
    for (const index of [...this.#chunks.keys()].sort((a, b) => a - b)) {
      for (const line of this.#chunks.get(index) ?? []) if (line !== undefined) yield line;
    }
  }

  #hasHole(index: number, from: number, to: number): boolean {
    const chunk = this.#chunks.get(index);
    if (chunk === undefined) return from <= to;
    for (let seq = from; seq <= to; seq += 1) if (chunk[(seq - 1) % chunkLines] === undefined) return true;
    return false;
  }

  #forgetFarChunks(): void {
    if (this.#chunks.size <= chunksKept) return;
    const wanted = Math.floor((this.#firstWanted - 1) / chunkLines);
    const tail = Math.floor((this.#lastSeq - 1) / chunkLines);
    const distance = (index: number) => Math.min(Math.abs(index - wanted), tail - index);
    const farthest = [...this.#chunks.keys()].sort((a, b) => distance(b) - distance(a));
    for (const index of farthest.slice(0, this.#chunks.size - chunksKept)) this.#chunks.delete(index);
  }

  #changed(): void {
    this.#version += 1;
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    this.#schedule(() => {
      this.#isScheduled = false;
      for (const listener of this.#listeners) listener();
    });
  }
}

const longestFrameMs = 250;

/** A hidden page gets no frames, nor one that it asked for before it was hidden: a timer stands in for it. */
export function onNextFrame(notify: () => void): void {
  const once = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    notify();
  };
  const frame = requestAnimationFrame(once);
  const timer = setTimeout(once, longestFrameMs);
}
