import type { LogLine } from '@overmind/contracts/entities/run';
import type { TranscriptChange } from '@overmind/contracts/entities/transcript';
import { maxTranscriptFrameChars } from '@overmind/contracts/frames/line';
import { topics } from '@overmind/core/bus/bus';
import { listLogLines } from '@overmind/db/queries/execution/run-logs';
import { listTranscriptChanges } from '@overmind/db/queries/execution/run-transcript';
import type { RunSource } from './run-feed.ts';

const envelope = (projectId: string, runId: string, items: readonly { seq: number }[]) => ({
  ...{ ts: new Date().toISOString(), project_id: projectId, run_id: runId },
  ...{ first_seq: items[0]?.seq ?? 0, last_seq: items.at(-1)?.seq ?? 0 },
});

export const logSource: RunSource<LogLine> = {
  topic: topics.logs,
  read: listLogLines,
  frame: (projectId, runId, lines) => ({
    ...{ type: 'agent.run.log.appended', ...envelope(projectId, runId, lines), lines },
  }),
  sizeOf: (line) => line.message.length,
  lastSeqOf: (run) => run.logSeq,
  pageSize: 1_000,
  maxFrameSize: 128 * 1024,
};

export const transcriptSource: RunSource<TranscriptChange> = {
  topic: topics.transcripts,
  read: listTranscriptChanges,
  frame: (projectId, runId, changes) => ({
    ...{ type: 'agent.run.transcript.appended', ...envelope(projectId, runId, changes), changes },
  }),
  sizeOf: (change) => JSON.stringify(change).length,
  lastSeqOf: (run) => run.transcriptSeq,
  // One of its rows may be as large as a frame.
  pageSize: 200,
  maxFrameSize: maxTranscriptFrameChars,
};
