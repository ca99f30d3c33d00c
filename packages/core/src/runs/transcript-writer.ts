import type { TranscriptStep } from '@overmind/contracts/entities/transcript';
import type { TranscriptFrame } from '@overmind/contracts/frames/client';
import { maxTranscriptFrameChars } from '@overmind/contracts/frames/line';
import type { RunChunk } from '@overmind/db/queries/execution/run-chunks';
import { findTranscriptHead, insertTranscriptChunks } from '@overmind/db/queries/execution/run-transcript';
import { boundStep } from '@overmind/domain/transcript/bound';
import { topics } from '../bus/bus.ts';
import type { Core } from '../core.ts';
import { type RunStream, RunWriter } from './run-writer.ts';
import { toStorable } from './storable.ts';

const sizeOf = (step: TranscriptStep): number => JSON.stringify(step).length;

const transcriptStream: RunStream<TranscriptStep> = {
  name: 'transcript',
  insert: insertTranscriptChunks,
  findHead: findTranscriptHead,
  announce: (bus, chunk, projectId) =>
    bus.publish(topics.transcripts(projectId), transcriptMessage(chunk, projectId)),
  sizeOf,
  maxChunk: { items: 500, size: 256 * 1024 },
  maxPending: { items: 50_000, size: 64 * 1024 * 1024 },
};

/** Stores the transcripts of all runs of this node; see `RunWriter`. */
export class TranscriptWriter {
  readonly #writer: RunWriter<TranscriptStep>;

  constructor(core: Pick<Core, 'db' | 'bus'>) {
    this.#writer = new RunWriter(core, transcriptStream);
  }

  /** Resolves with how far the transcript is stored; a `stale_lease` error means that nothing was. */
  append({ items, ...chunk }: RunChunk<TranscriptStep>): Promise<number> {
    return this.#writer.append({ ...chunk, items: toStorable(items).map(boundStep) });
  }

  /** Resolves when nothing is left to write. */
  stop(): Promise<void> {
    return this.#writer.stop();
  }
}

/** What is too large for one frame is only named: whoever follows reads it in parts. */
function transcriptMessage({ runId, firstSeq, items }: RunChunk<TranscriptStep>, projectId: string): string {
  const lastSeq = firstSeq + items.length - 1;
  const frame: TranscriptFrame = {
    type: 'agent.run.transcript.appended',
    ts: new Date().toISOString(),
    project_id: projectId,
    run_id: runId,
    first_seq: firstSeq,
    last_seq: lastSeq,
    changes: items.map((step, index) => ({ seq: firstSeq + index, step })),
  };
  const text = JSON.stringify(frame);
  return `${runId} ${firstSeq} ${lastSeq}\n${text.length > maxTranscriptFrameChars ? '' : text}`;
}
