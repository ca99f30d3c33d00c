import type { LogFrame } from '@overmind/contracts/frames/client';
import type { RunChunk } from '@overmind/db/queries/execution/run-chunks';
import {
  findLogHead,
  insertLogChunks,
  type PackedLine,
  toLogLine,
} from '@overmind/db/queries/execution/run-logs';
import { topics } from '../bus/bus.ts';
import type { Core } from '../core.ts';
import { type RunStream, RunWriter } from './run-writer.ts';

const logStream: RunStream<PackedLine> = {
  name: 'log',
  insert: insertLogChunks,
  findHead: findLogHead,
  announce: (bus, chunk, projectId) => bus.publish(topics.logs(projectId), logMessage(chunk, projectId)),
  sizeOf: ([, , message]) => message.length,
  maxChunk: { items: 1_000, size: Number.POSITIVE_INFINITY },
  maxPending: { items: 200_000, size: Number.POSITIVE_INFINITY },
};

interface LogChunk extends Omit<RunChunk<PackedLine>, 'items'> {
  lines: PackedLine[];
}

/** Stores the log lines of all runs of this node; see `RunWriter`. */
export class LogWriter {
  readonly #writer: RunWriter<PackedLine>;

  constructor(core: Pick<Core, 'db' | 'bus'>) {
    this.#writer = new RunWriter(core, logStream);
  }

  /** Resolves with how far the run's log is stored; a `stale_lease` error means that nothing was. */
  append({ lines, ...chunk }: LogChunk): Promise<number> {
    return this.#writer.append({ ...chunk, items: lines });
  }

  /** Resolves when nothing is left to write. */
  stop(): Promise<void> {
    return this.#writer.stop();
  }
}

function logMessage({ runId, firstSeq, items }: RunChunk<PackedLine>, projectId: string): string {
  const lastSeq = firstSeq + items.length - 1;
  const frame: LogFrame = {
    type: 'agent.run.log.appended',
    ts: new Date().toISOString(),
    project_id: projectId,
    run_id: runId,
    first_seq: firstSeq,
    last_seq: lastSeq,
    lines: items.map((line, index) => toLogLine(firstSeq + index, line)),
  };
  return `${runId} ${firstSeq} ${lastSeq}\n${JSON.stringify(frame)}`;
}
