import { AppError } from '@overmind/contracts/errors';
import { maxSeq, type RunChunk, type StoredRange } from '@overmind/db/queries/execution/run-chunks';
import type { Core } from '../core.ts';
import { fromDatabase } from '../database-errors.ts';

/** What is numbered and stored run by run: where it lies, and how readers are told of it. */
export interface RunStream<Item> {
  /** Its name in sentences, e.g. "log". */
  name: string;
  insert: (db: Core['db'], chunks: readonly RunChunk<Item>[]) => Promise<StoredRange[]>;
  findHead: (db: Core['db'], chunk: RunChunk<Item>) => Promise<{ seq: number; isHeld: boolean } | null>;
  announce: (bus: Core['bus'], chunk: RunChunk<Item>, projectId: string) => void;
  sizeOf: (item: Item) => number;
  /** Of one stored row: small enough to read one cheaply, large enough to store many items at once. */
  maxChunk: { items: number; size: number };
  /** Past this much unwritten, further chunks are refused until the database catches up. */
  maxPending: { items: number; size: number };
}

interface Pending<Item> extends RunChunk<Item> {
  size: number;
  settle: (ackedSeq: number) => void;
  fail: (error: unknown) => void;
}

/** What follows on from each other in one run, stored as one row. */
interface Group<Item> extends RunChunk<Item> {
  size: number;
  parts: Pending<Item>[];
}

/**
 * Stores the numbered items of all runs of this node. A write begins at once when none is under way; what arrives
 * meanwhile goes into the next, so batches grow just as large as the database is busy. A chunk is acknowledged when
 * it is durable, and readers are woken then.
 */
export class RunWriter<Item> {
  readonly #core: Pick<Core, 'db' | 'bus'>;
  readonly #stream: RunStream<Item>;
  #pending: Pending<Item>[] = [];
  #waiting = { items: 0, size: 0 };
  #writing: Promise<void> | null = null;

  constructor(core: Pick<Core, 'db' | 'bus'>, stream: RunStream<Item>) {
    this.#core = core;
    this.#stream = stream;
  }

  /** Resolves with how far the run's items are stored; a `stale_lease` error means that nothing was. */
  append(chunk: RunChunk<Item>): Promise<number> {
    const { name, maxPending, sizeOf } = this.#stream;
    if (chunk.firstSeq + chunk.items.length > maxSeq)
      return Promise.reject(new AppError('invalid', `No ${name} has an entry of this number.`));
    if (this.#waiting.items > maxPending.items || this.#waiting.size > maxPending.size) {
      return Promise.reject(
        new AppError('unavailable', `The ${name} arrives faster than it can be stored.`, { retryAfterS: 1 }),
      );
    }
    const size = chunk.items.reduce((sum, item) => sum + sizeOf(item), 0);
    return new Promise((settle, fail) => {
      this.#pending.push({ ...chunk, size, settle, fail });
      this.#note(chunk.items.length, size);
      this.#writing ??= this.#drain();
    });
  }

  /** Resolves when nothing is left to write. */
  async stop(): Promise<void> {
    await this.#writing;
  }

  #note(items: number, size: number): void {
    this.#waiting = { items: this.#waiting.items + items, size: this.#waiting.size + size };
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
  #takeBatch(): Group<Item>[] {
    const batch = new Map<string, Group<Item>>();
    const later: Pending<Item>[] = [];
    const full = new Set<string>();
    for (const part of this.#pending) {
      const group = batch.get(part.runId);
      if (!group) batch.set(part.runId, { ...part, items: [...part.items], parts: [part] });
      else if (!full.has(part.runId) && this.#follows(group, part)) {
        group.items.push(...part.items);
        group.size += part.size;
        group.parts.push(part);
      } else {
        full.add(part.runId);
        later.push(part);
      }
    }
    this.#pending = later;
    const taken = [...batch.values()];
    for (const { items, size } of taken) this.#note(-items.length, -size);
    return taken;
  }

  #follows(group: Group<Item>, part: Pending<Item>): boolean {
    const { maxChunk } = this.#stream;
    return (
      part.leaseToken === group.leaseToken &&
      part.runnerId === group.runnerId &&
      part.firstSeq === group.firstSeq + group.items.length &&
      group.items.length + part.items.length <= maxChunk.items &&
      group.size + part.size <= maxChunk.size
    );
  }

  async #store(batch: Group<Item>[]): Promise<void> {
    const stored = new Map(
      (await this.#stream.insert(this.#core.db, batch)).map((range) => [range.runId, range]),
    );
    for (const group of batch) {
      const range = stored.get(group.runId);
      if (range) this.#announce(group, range);
      else for (const part of group.parts) await this.#resolveConflict(part);
    }
  }

  #announce(group: Group<Item>, range: StoredRange): void {
    this.#stream.announce(this.#core.bus, group, range.projectId);
    for (const part of group.parts) part.settle(range.lastSeq);
  }

  /** Items stored before are dropped, a hole is answered with how far they are, a stale lease is refused. */
  async #resolveConflict(pending: Pending<Item>): Promise<void> {
    const head = await this.#stream.findHead(this.#core.db, pending);
    if (!head?.isHeld) {
      pending.fail(
        new AppError('stale_lease', 'This run is no longer yours; nothing was stored.', {
          rule: 'run.lease',
        }),
      );
      return;
    }
    const lastSeq = pending.firstSeq + pending.items.length - 1;
    const isAhead = pending.firstSeq > head.seq + 1;
    if (isAhead || lastSeq <= head.seq) {
      pending.settle(head.seq);
      return;
    }
    const items = pending.items.slice(head.seq + 1 - pending.firstSeq);
    this.#pending.unshift({ ...pending, firstSeq: head.seq + 1, items });
    this.#note(items.length, pending.size);
  }
}
