import type { ClientFrame, LogFrame } from '@overmind/contracts/frames/client';

export const allRuns = '*';

type Delivery = { kind: 'deliver'; frame: LogFrame } | { kind: 'drop' } | { kind: 'gap' };

/** Which runs are followed and up to which line each was delivered. */
export class LogCursors {
  readonly #wanted = new Set<string>();
  readonly #lastSeq = new Map<string, number>();

  subscribe(runId: string, afterSeq: number): ClientFrame {
    this.#wanted.add(runId);
    if (runId !== allRuns) this.#lastSeq.set(runId, afterSeq);
    return { type: 'subscribe', run_id: runId, after_seq: afterSeq };
  }

  unsubscribe(runId: string): ClientFrame {
    this.#wanted.delete(runId);
    if (runId === allRuns) {
      for (const known of this.#lastSeq.keys()) if (!this.#wanted.has(known)) this.#lastSeq.delete(known);
    } else if (!this.#wanted.has(allRuns)) {
      this.#lastSeq.delete(runId);
    }
    return { type: 'unsubscribe', run_id: runId };
  }

  /** The frame without lines that were delivered before; a gap means that it must be asked for again. */
  accept(frame: LogFrame): Delivery {
    const isFollowed = this.#wanted.has(frame.run_id) || this.#wanted.has(allRuns);
    if (!isFollowed) return { kind: 'drop' };
    const last = this.#lastSeq.get(frame.run_id) ?? frame.first_seq - 1;
    if (frame.last_seq <= last) return { kind: 'drop' };
    if (frame.first_seq > last + 1) return { kind: 'gap' };
    this.#lastSeq.set(frame.run_id, frame.last_seq);
    if (frame.first_seq === last + 1) return { kind: 'deliver', frame };
    const lines = frame.lines.filter((line) => line.seq > last);
    return { kind: 'deliver', frame: { ...frame, first_seq: last + 1, lines } };
  }

  /** What asks for one run's lines again from the last that was delivered. */
  again(runId: string): ClientFrame {
    return { type: 'subscribe', run_id: runId, after_seq: this.#lastSeq.get(runId) ?? 0 };
  }

  /** What a new connection has to be told, each run from where it stood. */
  resumeFrames(): ClientFrame[] {
    const wildcard: ClientFrame[] = this.#wanted.has(allRuns)
      ? [{ type: 'subscribe', run_id: allRuns, after_seq: 0 }]
      : [];
    return [...wildcard, ...[...this.#lastSeq.keys()].map((runId) => this.again(runId))];
  }
}
