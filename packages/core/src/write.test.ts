import { AppError } from '@overmind/contracts/errors';
import { newId } from '@overmind/db/database';
import { findKey } from '@overmind/db/queries/identity/idempotency';
import { waitFor } from '@overmind/testing/wait-for';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { topics } from './bus/bus.ts';
import type { Call } from './call.ts';
import { createTask } from './tasks/create.ts';
import { type MadeProject, makeProject } from './test-support/makers.ts';
import { startTestCore, type TestCore } from './test-support/start-test-core.ts';
import { type Write, write } from './write.ts';

let on: TestCore;
let made: MadeProject;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());
beforeEach(async () => {
  made = await makeProject(on.core);
});

const count = async (text: string) =>
  Number((await on.database.pool.query(`select count(*) from ${text}`)).rows[0].count);
const traces = async () => ({
  events: await count('realtime_events'),
  audit: await count('audit_log'),
  jobs: await count('pgboss.job'),
  keys: await count('idempotency_keys'),
});

const keyed = (key: string, body = 'body'): Call => ({
  ...made.owner,
  idempotency: { key, fingerprint: Buffer.from(body) },
});

async function change(w: Write): Promise<{ made: string }> {
  const id = made.project.id;
  w.emit(id, 'project.updated', id, { name: 'New' });
  w.audit('project.updated', id, id);
  await w.enqueue('cycle.due', { project_id: id });
  return { made: newId() };
}

const away = (code: string) => Object.assign(new Error('from the driver'), { code });

describe('a write', () => {
  it('that fails leaves no event, audit, job or key, and tells nobody', async () => {
    const before = await traces();
    const told: string[] = [];
    const stop = on.core.bus.subscribe(topics.events(made.project.id), (message) => told.push(message));
    const failing = write(on.core, keyed(newId()), async (w) => {
      await change(w);
      w.afterCommit(() => told.push('after commit'));
      throw new AppError('conflict', 'No.');
    });
    await expect(failing).rejects.toThrow('No.');
    stop();
    expect(told).toEqual([]);
    expect(await traces()).toEqual(before);
  });

  it('that fails while it commits leaves nothing and tells nobody', async () => {
    const before = await traces();
    const told: string[] = [];
    const task = await createTask(on.core, made.owner, made.project.id, {
      ...{ title: 'Do it', description: '', acceptance_criteria: [], type: 'doc', priority: 3 },
      ...{ depends_on: [], after: 'done', files: [], due_at: null, requested_by: 'api' },
    });
    const middle = await traces();
    const failing = write(on.core, made.owner, async (w) => {
      await change(w);
      w.afterCommit(() => told.push('after commit'));
      // The constraint is looked at when the transaction commits.
      await sql`update tasks set status = 'blocked' where id = ${task.id}`.execute(w.tx);
    });
    await expect(failing).rejects.toMatchObject({ code: 'rule_violated', rule: 'task.blocked_needs_reason' });
    expect(told).toEqual([]);
    expect(middle).not.toEqual(before);
    expect(await traces()).toEqual(middle);
  });

  it('tells of itself only when others can see it', async () => {
    const { id } = made.project;
    const seen = new Promise<number>((resolve, reject) => {
      const stop = on.core.bus.subscribe(topics.events(id), (message) => {
        stop();
        count(`realtime_events where project_id = '${id}' and seq = ${message}`).then(resolve, reject);
      });
    });
    await write(on.core, made.owner, change);
    expect(await seen).toBe(1);
  });

  it.each(['40P01', '40001'])('is tried again after %s, whole', async (code) => {
    let tries = 0;
    const before = await traces();
    await write(on.core, made.owner, async (w) => {
      await change(w);
      tries += 1;
      if (tries < 3) throw away(code);
    });
    expect(tries).toBe(3);
    expect(await traces()).toEqual({
      ...before,
      events: before.events + 1,
      audit: before.audit + 1,
      jobs: before.jobs + 1,
    });
  });

  it('that really deadlocks with another ends well, as the other does', async () => {
    const other = await makeProject(on.core);
    const rows = [made.project.id, other.project.id];
    const hold = (w: Write, index: number) =>
      sql`update projects set name = name where id = ${rows[index]}`.execute(w.tx);
    let held = 0;
    let tries = 0;
    const lockBoth = (first: number, second: number) =>
      write(on.core, made.owner, async (w) => {
        tries += 1;
        await hold(w, first);
        held += 1;
        await waitFor(() => held >= 2, { what: 'both to hold one row' });
        await hold(w, second);
      });
    await Promise.all([lockBoth(0, 1), lockBoth(1, 0)]);
    expect(tries).toBeGreaterThan(2);
  });

  it.each([
    ['53100', 'storage_full'],
    ['57P01', 'unavailable'],
    ['ECONNREFUSED', 'unavailable'],
  ])('answers %s of the database with %s', async (code, expected) => {
    const failing = write(on.core, made.owner, () => Promise.reject(away(code)));
    await expect(failing).rejects.toMatchObject({ code: expected });
  });

  it('whose connection is cut off is unavailable, and leaves nothing', async () => {
    const before = await traces();
    const failing = write(on.core, keyed(newId()), async (w) => {
      await change(w);
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(w.tx);
      await on.database.pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
      await change(w);
    });
    await expect(failing).rejects.toMatchObject({ code: 'unavailable' });
    expect(await traces()).toEqual(before);
  });

  it('passes on what it does not know', async () => {
    await expect(write(on.core, made.owner, () => Promise.reject(new Error('a bug')))).rejects.toThrow(
      'a bug',
    );
  });
});

describe('a part that is tried by itself', () => {
  it('leaves nothing when it is refused, and the rest goes on', async () => {
    const before = await traces();
    const told: string[] = [];
    const result = await write(on.core, made.owner, async (w) => {
      w.audit('project.updated', made.project.id, made.project.id);
      return w.attempt(async () => {
        await change(w);
        w.afterCommit(() => told.push('after commit'));
        w.lastly(async () => told.push('lastly'));
        await sql`update projects set name = null where id = ${made.project.id}`
          .execute(w.tx)
          .catch(() => {});
        throw new AppError('conflict', 'No.');
      });
    });
    expect(result).toMatchObject({ ok: false, error: { message: 'No.' } });
    expect(told).toEqual([]);
    expect(await traces()).toEqual({ ...before, audit: before.audit + 1 });
  });

  it('fails the whole when it is nobody’s fault', async () => {
    const before = await traces();
    const failing = write(on.core, made.owner, async (w) => {
      await change(w);
      await w.attempt(() => Promise.reject(away('57P01')));
    });
    await expect(failing).rejects.toMatchObject({ code: 'unavailable' });
    expect(await traces()).toEqual(before);
  });
});

describe('an idempotency key', () => {
  it('has one effect and the same answer, also at the same time', async () => {
    const key = newId();
    const before = await traces();
    const all = await Promise.allSettled(Array.from({ length: 8 }, () => write(on.core, keyed(key), change)));
    const refused = all.filter((each) => each.status === 'rejected');
    expect(refused.map((each) => (each.reason as AppError).code)).toEqual(refused.map(() => 'in_progress'));
    const answers = all.filter((each) => each.status === 'fulfilled').map((each) => each.value);
    const later = await write(on.core, keyed(key), change);
    expect(new Set([...answers, later].map((answer) => answer.made)).size).toBe(1);
    expect(await traces()).toMatchObject({
      events: before.events + 1,
      jobs: before.jobs + 1,
      keys: before.keys + 1,
    });
  });

  it('refuses another body', async () => {
    const key = newId();
    await write(on.core, keyed(key), change);
    await expect(write(on.core, keyed(key, 'other'), change)).rejects.toMatchObject({
      code: 'invalid',
      status: 422,
    });
  });

  it('is free again when its call failed', async () => {
    const key = newId();
    await expect(
      write(on.core, keyed(key), () => Promise.reject(new AppError('conflict', 'No.'))),
    ).rejects.toThrow();
    expect(await findKey(on.core.db, `user:${made.owner.userId}`, key)).toBeNull();
    await expect(write(on.core, keyed(key, 'other'), change)).resolves.toBeDefined();
  });

  it('belongs to its caller', async () => {
    const [key, other] = [newId(), await makeProject(on.core)];
    const first = await write(on.core, keyed(key), change);
    const second = await write(on.core, { ...keyed(key), actor: other.owner.actor }, change);
    expect(second).not.toEqual(first);
  });

  it('repeats an empty answer as an empty answer', async () => {
    const key = newId();
    for (let time = 0; time < 2; time += 1)
      expect(await write(on.core, keyed(key), () => Promise.resolve(undefined))).toBeUndefined();
  });
});
