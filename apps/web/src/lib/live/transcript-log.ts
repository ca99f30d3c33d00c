import type { TranscriptChange, TranscriptEntry } from '@overmind/contracts/entities/transcript';
import { emptyTranscript, entriesOf, reduceTranscript } from '@overmind/domain/transcript/reduce';
import { onNextFrame } from './run-log.ts';

/** The transcript of one run as far as it is known. A plain store outside of React that speaks up once a frame. */
export class TranscriptLog {
  readonly #listeners = new Set<() => void>();
  readonly #schedule: (notify: () => void) => void;
  readonly #times = new Map<string, { first: string; last: string }>();
  #state = emptyTranscript();
  #shown: readonly TranscriptEntry[] = [];
  #isScheduled = false;

  constructor(schedule: (notify: () => void) => void = onNextFrame) {
    this.#schedule = schedule;
  }

  /** The number of the last change that it holds; there is none missing before it. */
  get seq(): number {
    return this.#state.seq;
  }
  readonly entries = (): readonly TranscriptEntry[] => this.#shown;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  put(changes: readonly TranscriptChange[]): void {
    const before = this.#state;
    this.#state = reduceTranscript(before, changes);
    if (this.#state === before) return;
    for (const { step } of changes) if (step.op === 'put') this.#note(step.entry);
    this.#changed();
  }

  /** From the first word of a tool call to its end; null while it runs, or where only its end was told. */
  readonly tookMs = (id: string): number | null => {
    const times = this.#times.get(id);
    if (times === undefined || times.first === times.last) return null;
    return Date.parse(times.last) - Date.parse(times.first);
  };

  #note(entry: TranscriptEntry): void {
    if (entry.kind !== 'tool_call') return;
    const isOver = entry.status === 'completed' || entry.status === 'failed';
    const first = this.#times.get(entry.id)?.first ?? entry.at;
    this.#times.set(entry.id, { first, last: isOver ? entry.at : first });
  }

  #changed(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    this.#schedule(() => {
      this.#isScheduled = false;
      this.#shown = entriesOf(this.#state);
      for (const listener of this.#listeners) listener();
    });
  }
}
