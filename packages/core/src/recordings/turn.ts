import type { RecordingRow } from '@overmind/db/queries/voice/recordings';
import { topics } from '../bus/bus.ts';
import type { Core } from '../core.ts';

/** A slice ends with the first segments after so long, so that a long recording keeps no other waiting. */
const sliceMs = 20_000;

/**
 * How long one slice of a recording goes on. What it took to come to its first sound is no part of its time, and gives
 * it as much more: else a place far behind in a long file would cost more than what is heard from there. It ends sooner
 * where somebody waits for an answer, and never before something was heard.
 */
export class Turn {
  readonly #over = new AbortController();
  readonly #unsubscribe: () => void;
  #until = Number.POSITIVE_INFINITY;

  constructor({ bus }: Core, { is_pending_message: isSpokenTurn }: RecordingRow) {
    this.#unsubscribe = isSpokenTurn
      ? () => {}
      : bus.subscribe(topics.turnWaits, () => {
          this.#until = 0;
        });
  }

  get signal(): AbortSignal {
    return this.#over.signal;
  }

  /** The first sound is there, so long after it was asked for. */
  begin(tookMs: number): void {
    this.#until = Math.min(this.#until, Date.now() + Math.max(sliceMs, tookMs));
  }

  /** It ends with what is heard next. */
  get isOver(): boolean {
    return Date.now() > this.#until;
  }

  /** Something was heard and kept. */
  heard(): void {
    if (this.isOver) this.#over.abort();
  }

  end(): void {
    this.#unsubscribe();
  }
}
