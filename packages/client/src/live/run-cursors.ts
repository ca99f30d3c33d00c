import type { ClientFrame, LogFrame, TranscriptFrame } from '@overmind/contracts/frames/client';
import { SeqCursors } from './seq-cursors.ts';

export const allRuns = '*';

export type Delivery<Frame> = { kind: 'deliver'; frame: Frame } | { kind: 'drop' } | { kind: 'gap' };

/** Which runs are followed, and up to where their lines and steps were delivered. */
export class RunCursors {
  readonly #wanted = new Set<string>();
  readonly #lines = new SeqCursors();
  readonly #steps = new SeqCursors();

  /** Without `transcriptAfterSeq` the transcript stays followed or not, as it was. */
  subscribe(runId: string, afterSeq: number, transcriptAfterSeq?: number): ClientFrame {
    this.#wanted.add(runId);
    if (runId === allRuns) return { type: 'subscribe', run_id: runId, after_seq: afterSeq };
    this.#lines.set(runId, afterSeq);
    if (transcriptAfterSeq !== undefined) this.#steps.set(runId, transcriptAfterSeq);
    return this.again(runId);
  }

  unsubscribe(runId: string): ClientFrame {
    this.#wanted.delete(runId);
    if (runId === allRuns) this.#lines.keepOnly(this.#wanted);
    else if (!this.#wanted.has(allRuns)) this.#lines.delete(runId);
    this.#steps.delete(runId);
    return { type: 'unsubscribe', run_id: runId };
  }

  /** The frame without lines that were delivered before; a gap means that it must be asked for again. */
  acceptLines(frame: LogFrame): Delivery<LogFrame> {
    const isFollowed = this.#wanted.has(frame.run_id) || this.#wanted.has(allRuns);
    const from = isFollowed ? this.#lines.advance(frame, frame.first_seq - 1) : 'drop';
    if (typeof from === 'string') return { kind: from };
    if (from === frame.first_seq) return { kind: 'deliver', frame };
    const lines = frame.lines.filter((line) => line.seq >= from);
    return { kind: 'deliver', frame: { ...frame, first_seq: from, lines } };
  }

  /** As `acceptLines`, for steps of a transcript. */
  acceptSteps(frame: TranscriptFrame): Delivery<TranscriptFrame> {
    const from = this.#steps.has(frame.run_id) ? this.#steps.advance(frame, 0) : 'drop';
    if (typeof from === 'string') return { kind: from };
    if (from === frame.first_seq) return { kind: 'deliver', frame };
    const changes = frame.changes.filter((change) => change.seq >= from);
    return { kind: 'deliver', frame: { ...frame, first_seq: from, changes } };
  }

  /** What asks for one run again from the last that was delivered. */
  again(runId: string): ClientFrame {
    const transcriptAfterSeq = this.#steps.get(runId);
    return {
      ...{ type: 'subscribe', run_id: runId, after_seq: this.#lines.get(runId) ?? 0 },
      ...(transcriptAfterSeq === undefined ? {} : { transcript_after_seq: transcriptAfterSeq }),
    };
  }

  /** What a new connection has to be told, each run from where it stood. */
  resumeFrames(): ClientFrame[] {
    const wildcard: ClientFrame[] = this.#wanted.has(allRuns)
      ? [{ type: 'subscribe', run_id: allRuns, after_seq: 0 }]
      : [];
    return [...wildcard, ...this.#lines.runIds.map((runId) => this.again(runId))];
  }
}
