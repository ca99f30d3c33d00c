import type { RealtimeEvent } from '@overmind/contracts/entities/event';
import { deleteOldEvents, findEventRange, listEventsAfter } from '@overmind/db/queries/projects/events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { archiveConversation } from '../conversations/talk.ts';
import { listTasks } from '../tasks/read.ts';
import { updateTask } from '../tasks/update.ts';
import { type MadeProject, makeProject, makeTask } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { write } from '../write.ts';
import { getSnapshot } from './read.ts';

let on: TestCore;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());

/** Resumes by number again and again, as a client does, until `isOver`; every event that it was given. */
async function follow(projectId: string, isOver: () => boolean): Promise<RealtimeEvent[]> {
  const seen: RealtimeEvent[] = [];
  for (let isLast = false; ; ) {
    const events = await listEventsAfter(on.core.db, projectId, seen.at(-1)?.seq ?? 0, 7);
    seen.push(...events);
    if (events.length > 0) continue;
    if (isLast) return seen;
    isLast = isOver();
  }
}

test('events of three projects under 32 writers are gapless in the order of their commits, for readers at the same time too', async () => {
  const projects = await Promise.all([1, 2, 3].map(() => makeProject(on.core)));
  let isOver = false;
  const reading = projects.flatMap(({ project }) => [1, 2].map(() => follow(project.id, () => isOver)));
  const inTwoProjects = (one: MadeProject, other: MadeProject) =>
    write(on.core, one.owner, (w) => {
      for (const { project } of [one, other])
        w.emit(project.id, 'project.updated', project.id, { name: 'New' });
      return Promise.resolve();
    });
  const writers = Array.from({ length: 32 }, async (_, index) => {
    const [mine, next] = [projects[index % 3] as MadeProject, projects[(index + 1) % 3] as MadeProject];
    const task = await makeTask(on.core, mine);
    await updateTask(on.core, mine.owner, task.id, { priority: 1 });
    await inTwoProjects(mine, next);
    await write(on.core, mine.owner, (w) => {
      w.emit(mine.project.id, 'project.updated', mine.project.id, {});
      return Promise.reject(new Error('rolled back'));
    }).catch(() => {});
  });
  await Promise.all(writers);
  isOver = true;
  const seen = await Promise.all(reading);
  for (const events of seen) {
    expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1));
    expect(events.length).toBeGreaterThan(32);
    const times = events.map((event) => Date.parse(event.ts));
    expect(times).toEqual([...times].sort((one, other) => one - other));
  }
  for (const [index, { project }] of projects.entries()) {
    const range = await findEventRange(on.core.db, project.id);
    expect(range).toEqual({ oldest: 1, latest: seen[index * 2]?.length });
    expect(seen[index * 2]).toEqual(seen[index * 2 + 1]);
  }
});

test('what is dropped as old is the beginning, and the range says so', async () => {
  const { project } = await makeProject(on.core);
  const { rows } = await on.database.pool.query(
    'select max(seq)::int as last from realtime_events where project_id = $1',
    [project.id],
  );
  const { last } = rows[0];
  await on.database.pool.query('alter table realtime_events disable trigger user');
  await on.database.pool.query(
    `update realtime_events set created_at = now() - interval '8 days' where project_id = $1 and seq <= 3`,
    [project.id],
  );
  await on.database.pool.query('alter table realtime_events enable trigger user');
  expect(await deleteOldEvents(on.core.db, 7)).toBe(3);
  expect(await findEventRange(on.core.db, project.id)).toEqual({ oldest: 4, latest: last });
  expect((await listEventsAfter(on.core.db, project.id, 3, 100)).map((event) => event.seq)[0]).toBe(4);
});

test('a snapshot is true at its event number, whatever is written meanwhile', async () => {
  const made = await makeProject(on.core);
  const writing = Promise.all(Array.from({ length: 20 }, () => makeTask(on.core, made)));
  const snapshots = [];
  for (let index = 0; index < 10; index += 1)
    snapshots.push(await getSnapshot(on.core, made.owner, made.project.id));
  await writing;
  const events = await listEventsAfter(on.core.db, made.project.id, 0, 1_000);
  for (const { seq, tasks } of snapshots) {
    const created = events.filter((event) => event.type === 'task.created' && event.seq <= seq);
    expect(tasks.map((task) => task.id).sort()).toEqual(created.map((event) => event.entity.id).sort());
  }
});

test('a project whose chats are all archived still shows', async () => {
  const made = await makeProject(on.core);
  const { conversation } = await getSnapshot(on.core, made.owner, made.project.id);
  await archiveConversation(on.core, made.owner, conversation.id);
  const snapshot = await getSnapshot(on.core, made.owner, made.project.id);
  expect(snapshot.conversation.id).toBe(conversation.id);
});

test.each([1, 2, 7])('pages of %i show each task once, those made at the same moment too', async (limit) => {
  const made = await makeProject(on.core);
  const all = await Promise.all(Array.from({ length: 10 }, () => makeTask(on.core, made)));
  await on.database.pool.query(
    `update tasks set created_at = '2026-01-01 00:00:00.123456+00' where project_id = $1 and number % 2 = 0`,
    [made.project.id],
  );
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listTasks(on.core, made.project.id, {
      limit,
      ...(cursor === undefined ? {} : { cursor }),
    });
    seen.push(...page.items.map((task) => task.id));
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined && seen.length < 50);
  expect(seen).toHaveLength(10);
  expect(new Set(seen)).toEqual(new Set(all.map((task) => task.id)));
});
