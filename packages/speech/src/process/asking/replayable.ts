import { speechRate } from '../../pcm.ts';

interface Kept {
  /** In samples from the beginning of the recording. */
  from: number;
  samples: Float32Array;
}

/** What no segment was told of for longer than any utterance is silence. */
const mostKeptSamples = 120 * speechRate;

/**
 * The pieces of a recording, of which those that nothing was told of yet are kept: when the process dies, the next one
 * hears them again and no segment is told twice or lost.
 */
export class Replayable {
  readonly #source: AsyncIterator<Float32Array>;
  #kept: Kept[] = [];
  /** How many of the kept ones were given since the last rewind. */
  #given = 0;
  #samples = 0;
  #told = 0;
  /** How often it was begun again. */
  #rewinds = 0;
  #reading: Promise<boolean> | null = null;

  constructor(pieces: AsyncIterable<Float32Array>) {
    this.#source = pieces[Symbol.asyncIterator]();
  }

  /** The next piece; null after the last, and for whoever asked before it was begun again. */
  async next(): Promise<Float32Array | null> {
    const rewinds = this.#rewinds;
    while (this.#kept.length === this.#given) {
      this.#reading ??= this.#read().finally(() => {
        this.#reading = null;
      });
      const isThere = await this.#reading;
      if (!isThere || rewinds !== this.#rewinds) return null;
    }
    const piece = this.#kept[this.#given];
    this.#given++;
    this.#drop(Math.max(this.#told, this.#samples - mostKeptSamples));
    return piece?.samples ?? null;
  }

  /** Keeps one piece more; false after the last. */
  async #read(): Promise<boolean> {
    const { done, value } = await this.#source.next();
    if (done) return false;
    this.#kept.push({ from: this.#samples, samples: value });
    this.#samples += value.length;
    return true;
  }

  /** All up to that second was told. */
  tell(untilS: number): void {
    this.#told = Math.max(this.#told, Math.round(untilS * speechRate));
    this.#drop(this.#told);
  }

  /** Begins again at the first sample that nothing was told of; where that is, in seconds. */
  rewind(): number {
    this.#rewinds++;
    this.#given = 0;
    const [first] = this.#kept;
    if (first === undefined) return this.#samples / speechRate;
    const cut = Math.max(0, this.#told - first.from);
    this.#kept[0] = { from: first.from + cut, samples: first.samples.subarray(cut) };
    return (first.from + cut) / speechRate;
  }

  /** Lets go of what reads the recording. */
  async close(): Promise<void> {
    await this.#source.return?.();
  }

  #drop(before: number): void {
    const stays = this.#kept.findIndex(({ from, samples }) => from + samples.length > before);
    const count = stays === -1 ? this.#kept.length : stays;
    // Those that are still to be heard again are not dropped.
    const dropped = Math.min(count, this.#given);
    this.#kept = this.#kept.slice(dropped);
    this.#given -= dropped;
  }
}
