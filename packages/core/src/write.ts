import type { EventType } from '@overmind/contracts/entities/event';
import type { TaskEvent } from '@overmind/contracts/entities/task';
import { AppError } from '@overmind/contracts/errors';
import type { JobData, JobName } from '@overmind/contracts/jobs';
import type { Tx } from '@overmind/db/database';
import { type AuditEntry, insertAudit } from '@overmind/db/queries/identity/audit';
import { findKey, lockKey, saveKey } from '@overmind/db/queries/identity/idempotency';
import { appendEvents, type EventToInsert } from '@overmind/db/queries/projects/events';
import { insertTaskEvent } from '@overmind/db/queries/work/task-events';
import { sql } from 'kysely';
import { topics } from './bus/bus.ts';
import { actorName, type Call, principalOf } from './call.ts';
import type { Core } from './core.ts';
import { fromDatabase, isRetryable } from './database-errors.ts';
import type { Log } from './log.ts';

const maxTries = 4;

/** One transaction: what a use case changes, with the events, audit and jobs that tell of it. */
export class Write {
  readonly tx: Tx;
  readonly call: Call;
  readonly #core: Core;
  readonly #events = new Map<string, EventToInsert[]>();
  readonly #audit: AuditEntry[] = [];
  readonly #lastly: (() => Promise<unknown>)[] = [];
  readonly #afterwards: (() => void)[] = [];

  constructor(core: Core, tx: Tx, call: Call) {
    this.#core = core;
    this.tx = tx;
    this.call = call;
  }

  get log(): Log {
    return this.#core.log;
  }

  /** See `Core.crashPoint`. */
  async crashPoint(name: string, projectId: string): Promise<void> {
    await this.#core.crashPoint?.(name, projectId);
  }

  get actor(): string {
    return actorName(this.call.actor);
  }

  /** Tells everyone who watches the project; numbered when the transaction ends. */
  emit(projectId: string, type: EventType, entityId: string, patch: object): void {
    const events = this.#events.get(projectId) ?? [];
    this.#events.set(projectId, events);
    events.push({ type, entityId, patch: patch as Record<string, unknown> });
  }

  async taskEvent(
    projectId: string,
    event: Omit<TaskEvent, 'id' | 'created_at' | 'actor'>,
  ): Promise<TaskEvent> {
    const stored = await insertTaskEvent(this.tx, { ...event, actor: this.actor });
    this.emit(projectId, 'task.event.appended', stored.id, stored);
    return stored;
  }

  audit(
    action: string,
    entityId: string | null,
    projectId: string | null,
    detail: Record<string, unknown> = {},
  ): void {
    this.#audit.push({ actor: this.actor, address: this.call.address, action, entityId, projectId, detail });
  }

  /** Adds a job in this transaction; its worker is woken once it is committed. */
  async enqueue<N extends JobName>(name: N, data: JobData<N>, startAfter?: Date): Promise<void> {
    await this.#core.jobs.enqueue(this.tx, name, data, startAfter);
    if (startAfter === undefined) this.afterCommit(() => this.#core.bus.publish(topics.job(name), ''));
  }

  /**
   * Tries a part of the change by itself: what is refused is as if it had not been tried, and the rest goes on.
   * What is nobody's fault, such as a deadlock, fails the whole.
   */
  async attempt<T>(part: () => Promise<T>): Promise<{ ok: true; value: T } | { ok: false; error: AppError }> {
    const undo = this.#mark();
    await sql`savepoint attempt`.execute(this.tx);
    try {
      const value = await part();
      await sql`release savepoint attempt`.execute(this.tx);
      return { ok: true, value };
    } catch (error) {
      const known = isRetryable(error) ? error : fromDatabase(error);
      if (!(known instanceof AppError) || known.code === 'unavailable' || known.code === 'storage_full')
        throw error;
      await sql`rollback to savepoint attempt`.execute(this.tx);
      undo();
      return { ok: false, error: known };
    }
  }

  /** Forgets, when called, what was told since. */
  #mark(): () => void {
    const [audits, last, afterwards] = [this.#audit.length, this.#lastly.length, this.#afterwards.length];
    const events = new Map([...this.#events].map(([projectId, list]) => [projectId, list.length]));
    return () => {
      this.#audit.length = audits;
      this.#lastly.length = last;
      this.#afterwards.length = afterwards;
      for (const [projectId, list] of this.#events) {
        list.length = events.get(projectId) ?? 0;
        if (list.length === 0) this.#events.delete(projectId);
      }
    };
  }

  /** Does this after the rest of the change: for what locks a row that others wait for until the commit. */
  lastly(action: () => Promise<unknown>): void {
    this.#lastly.push(action);
  }

  publish(topic: string, message: string): void {
    this.afterCommit(() => this.#core.bus.publish(topic, message));
  }

  afterCommit(action: () => void): void {
    this.#afterwards.push(action);
  }

  /** Last thing before the commit: the events' numbers are locked from here on, in one order for all. */
  async finish(): Promise<void> {
    await insertAudit(this.tx, this.#audit);
    for (const action of this.#lastly) await action();
    for (const projectId of [...this.#events.keys()].sort()) {
      const last = await appendEvents(this.tx, projectId, this.actor, this.#events.get(projectId) ?? []);
      this.publish(topics.events(projectId), String(last));
    }
  }

  committed(): void {
    for (const action of this.#afterwards) action();
  }
}

async function replay(tx: Tx, call: Call): Promise<{ result: unknown } | null> {
  if (!call.idempotency) return null;
  const { key, fingerprint } = call.idempotency;
  const principal = principalOf(call.actor);
  if (!(await lockKey(tx, principal, key))) {
    throw new AppError('in_progress', 'The first call with this Idempotency-Key is still running.', {
      retryAfterS: 1,
    });
  }
  const known = await findKey(tx, principal, key);
  if (!known) return null;
  if (!known.fingerprint.equals(fingerprint)) {
    throw new AppError(
      'invalid',
      'This Idempotency-Key was used with another request. Use a new key for a new request.',
    );
  }
  return { result: known.result ?? undefined };
}

/** What this call answered before, for a use case of several transactions; null for a first call. */
export const findReplay = (core: Core, call: Call): Promise<{ result: unknown } | null> =>
  core.db.transaction().execute((tx) => replay(tx, call));

async function runOnce<T>(core: Core, call: Call, change: (write: Write) => Promise<T>): Promise<T> {
  let finished: Write | undefined;
  const result = await core.db.transaction().execute(async (tx) => {
    const earlier = await replay(tx, call);
    if (earlier) return earlier.result as T;
    const write = new Write(core, tx, call);
    const made = await change(write);
    await write.finish();
    if (call.idempotency) {
      await saveKey(tx, { principal: principalOf(call.actor), ...call.idempotency, result: made });
    }
    finished = write;
    return made;
  });
  finished?.committed();
  return result;
}

/**
 * Runs a change as one transaction and, once it is durable, wakes those who wait for it. A repeated
 * idempotency key gets the first result and changes nothing. Deadlocks are tried again; what the database
 * refuses comes out as the `AppError` a person can act on. `change` may run several times.
 */
export async function write<T>(core: Core, call: Call, change: (write: Write) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await runOnce(core, call, change);
    } catch (error) {
      if (attempt < maxTries && isRetryable(error)) continue;
      throw fromDatabase(error);
    }
  }
}

/** Throws 412 when the caller's edit was based on another version. */
export function requireVersion(call: Call, version: number): void {
  if (call.ifMatch === null || call.ifMatch === version) return;
  throw new AppError(
    'version_mismatch',
    'Someone changed this since you loaded it. Load it again and repeat your edit.',
  );
}
