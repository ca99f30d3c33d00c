import { AppError } from '@overmind/contracts/errors';
import type { LogFrame } from '@overmind/contracts/frames/client';
import {
  findLogHead,
  insertLogChunks,
  type LogChunk,
  maxSeq,
  type StoredRange,
} from '@overmind/db/queries/execution/run-logs';
import { topics } from '../bus/bus.ts';
import type { Core } from '../core.ts';
import { fromDatabase } from '../database-errors.ts';

interface Pending extends LogChunk {
  settle: (ackedSeq: number) => void;
  fail: (error: unknown) => void;
}

/** What follows on from each other in one run, stored as one row. */
interface Group extends LogChunk {
  parts: Pending[];
}

/** Most lines of one stored row: small enough to read one cheaply, large enough to store many at once. */
const maxChunkLines = 1_000;
/** Past this much unwritten, further batches are refused until the database catches up. */
const maxPendingLines = 200_000;

/**
 * Stores log lines of all runs of this node. A write begins at once when none is under way; what arrives
 * meanwhile goes into the next, so batches grow just as large as the database is busy. A batch is
 * acknowledged when it is durable, and readers are woken then.
 */
export class LogWriter {
  readonly #core: Pick<Core, 'db' | 'bus'>;
  #pending: Pending[] = [];
  #pendingLines = 0;
  #writing: Promise<void> | null = null;

  constructor(core: Pick<Core, 'db' | 'bus'>) {
    this.#core = core;
  }

  /** Resolves with how far the run's log is stored; a `stale_lease` error means that nothing was. */
  append(chunk: LogChunk): Promise<number> {
    if (chunk.firstSeq + chunk.lines.length > maxSeq)
      return Promise.reject(new AppError('invalid', 'No log has a line of this number.'));
    if (this.#pendingLines > maxPendingLines) {
      return Promise.reject(
        new AppError('unavailable', 'Logs arrive faster than they can be stored.', { retryAfterS: 1 }),
      );
    }
    return new Promise((settle, fail) => {
      this.#pending.push({ ...chunk, settle, fail });
      this.#pendingLines += chunk.lines.length;
      this.#writing ??= this.#drain();
    });
  }

  /** Resolves when nothing is left to write. */
  async stop(): Promise<void> {
    await this.#writing;
  }

  async #drain(): Promise<void> {
    while (this.#pending.length > 0) {
      const batch = this.#takeBatch();
      try {
        await this.#store(batch);
      } catch (error) {
        for (const part of batch.flatMap((group) => group.parts)) part.fail(fromDatabase(error));
      }
    }
    this.#writing = null;
  }

  /** The next row of each run: the statement takes one a run. */
  #takeBatch(): Group[] {
    const batch = new Map<string, Group>();
    const later: Pending[] = [];
    const full = new Set<string>();
    for (const part of this.#pending) {
      const group = batch.get(part.runId);
      if (!group) batch.set(part.runId, { ...part, lines: [...part.lines], parts: [part] });
      else if (!full.has(part.runId) && follows(group, part)) {
        group.lines.push(...part.lines);
        group.parts.push(part);
      } else {
        full.add(part.runId);
        later.push(part);
      }
    }
    this.#pending = later;
    const taken = [...batch.values()];
    this.#pendingLines -= taken.reduce((sum, group) => sum + group.lines.length, 0);
    return taken;
  }

  async #store(batch: Group[]): Promise<void> {
    const stored = new Map(
      (await insertLogChunks(this.#core.db, batch)).map((range) => [range.runId, range]),
    );
    for (const group of batch) {
      const range = stored.get(group.runId);
      if (range) this.#announce(group, range);
      else for (const part of group.parts) await this.#resolveConflict(part);
    }
  }

  #announce(group: Group, range: StoredRange): void {
    this.#core.bus.publish(topics.logs(range.projectId), logMessage(group, range.projectId));
    for (const part of group.parts) part.settle(range.lastSeq);
  }

  /** Lines stored before are dropped, a hole is answered with how far the log is, a stale lease is refused. */
  async #resolveConflict(pending: Pending): Promise<void> {
    const head = await findLogHead(this.#core.db, pending);
    if (!head?.isHeld) {
      pending.fail(
        new AppError('stale_lease', 'This run is no longer yours; nothing was stored.', {
          rule: 'run.lease',
        }),
      );
      return;
    }
    const lastSeq = pending.firstSeq + pending.lines.length - 1;
    const isAhead = pending.firstSeq > head.logSeq + 1;
    if (isAhead || lastSeq <= head.logSeq) {
      pending.settle(head.logSeq);
      return;
    }
    const known = head.logSeq + 1 - pending.firstSeq;
    this.#pending.unshift({ ...pending, firstSeq: head.logSeq + 1, lines: pending.lines.slice(known) });
    this.#pendingLines += pending.lines.length - known;
  }
}

const follows = (group: Group, part: Pending): boolean =>
  part.leaseToken === group.leaseToken &&
  part.runnerId === group.runnerId &&
  part.firstSeq === group.firstSeq + group.lines.length &&
  group.lines.length + part.lines.length <= maxChunkLines;

function logMessage({ runId, firstSeq, lines }: LogChunk, projectId: string): string {
  const lastSeq = firstSeq + lines.length - 1;
  const frame: LogFrame = {
    type: 'agent.run.log.appended',
    ts: new Date().toISOString(),
    project_id: projectId,
    run_id: runId,
    first_seq: firstSeq,
    last_seq: lastSeq,
    lines: lines.map(([stream, time, message], index) => ({
      seq: firstSeq + index,
      stream,
      message,
      created_at: new Date(time).toISOString(),
    })),
  };
  return `${runId} ${firstSeq} ${lastSeq}\n${JSON.stringify(frame)}`;
}
