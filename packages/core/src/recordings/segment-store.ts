import type { TranscriptPartialFrame } from '@overmind/contracts/frames/voice';
import type { Tx } from '@overmind/db/database';
import { insertSegments } from '@overmind/db/queries/voice/hearing';
import { lockRecording, type RecordingRow, updateRecordingRow } from '@overmind/db/queries/voice/recordings';
import type { Segment } from '@overmind/speech/recognition';
import { topics } from '../bus/bus.ts';
import { systemCall } from '../call.ts';
import type { Core } from '../core.ts';
import { toKept } from '../voice/correct.ts';
import { write } from '../write.ts';
import { told } from './event.ts';

const mostTellEveryMs = 2_000;

/** Stores what one slice of a recording holds, one thing after the other, while more is heard. */
export class SegmentStore {
  readonly #core: Core;
  readonly #row: RecordingRow;
  readonly #correct: (text: string) => string;
  #storing: Promise<void> = Promise.resolve();
  #toldAt = 0;
  #passedAt = Date.now();
  #heardMs: number;

  /** Times count from where the recording is heard to. */
  constructor(core: Core, row: RecordingRow, correct: (text: string) => string) {
    this.#core = core;
    this.#row = row;
    this.#correct = correct;
    this.#heardMs = row.transcribed_ms;
  }

  add(segment: Segment): void {
    this.#then(() => this.#store(segment));
  }

  /** All that is said before this second was added. Stored now and then, and where it is the last word of the slice. */
  pass(untilS: number, isLast: boolean): void {
    if (!isLast && Date.now() - this.#passedAt < mostTellEveryMs) return;
    this.#passedAt = Date.now();
    this.#then(() => this.#pass(this.#row.transcribed_ms + Math.floor(untilS * 1000)));
  }

  /** Rejects where something could not be stored. */
  end(): Promise<void> {
    return this.#storing;
  }

  #then(store: () => Promise<void>): void {
    this.#storing = this.#storing.then(store);
    // Whoever waits for the end hears of it.
    this.#storing.catch(() => {});
  }

  async #store(segment: Segment): Promise<void> {
    const kept = toKept(segment, this.#correct, this.#row.transcribed_ms / 1000);
    const transcribed_ms = Math.round(kept.end * 1000);
    const { id, project_id } = this.#row;
    await this.#write({ transcribed_ms, failures: 0, error: null }, async (tx) => {
      if (kept.text !== '') await insertSegments(tx, id, [kept]);
    });
    const ts = new Date().toISOString();
    const frame: TranscriptPartialFrame = {
      ...{ type: 'transcript.partial', ts, project_id, recording_id: id },
      ...{ text: kept.text, transcribed_ms },
    };
    this.#core.bus.publish(topics.hearing(project_id), JSON.stringify(frame));
  }

  /** Silence is no proof that what failed before goes well now, so failures count on. */
  async #pass(transcribed_ms: number): Promise<void> {
    if (transcribed_ms > this.#heardMs) await this.#write({ transcribed_ms });
  }

  async #write(
    changes: { transcribed_ms: number; failures?: number; error?: null },
    also: (tx: Tx) => Promise<void> = async () => {},
  ): Promise<void> {
    const isToTell = Date.now() - this.#toldAt >= mostTellEveryMs;
    if (isToTell) this.#toldAt = Date.now();
    const { id, project_id } = this.#row;
    await write(this.#core, systemCall, async (w) => {
      // Deleted meanwhile: there is nothing to add to.
      if ((await lockRecording(w.tx, id)) === null) return;
      await also(w.tx);
      const changed = await updateRecordingRow(w.tx, id, { status: 'transcribing', ...changes });
      if (isToTell && changed) w.emit(project_id, 'recording.updated', id, told(changed));
    });
    this.#heardMs = changes.transcribed_ms;
  }
}
