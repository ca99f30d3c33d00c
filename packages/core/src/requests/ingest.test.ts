import { findNewestChat, listMessagePage } from '@overmind/db/queries/talk/conversations';
import { listCyclePage } from '@overmind/db/queries/work/cycles';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runCycles } from '../cycles/run.ts';
import { cancelTask } from '../tasks/cancel.ts';
import { updateTask } from '../tasks/update.ts';
import { type MadeProject, makeProject, makeTask } from '../test-support/makers.ts';
import { makeRequest, plannedTask } from '../test-support/planned.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';

let on: TestCore;
let made: MadeProject;
beforeAll(async () => {
  on = await startTestCore();
  // A fault that nothing in the product foresees.
  await on.database.pool.query(`
    create function break_poison() returns trigger language plpgsql as $$ begin
      if new.title like 'Poison%' then perform 1 / 0; end if;
      return new; end $$;
    create trigger break_poison before insert on tasks for each row execute function break_poison()`);
});
afterAll(() => on.stop());
beforeEach(async () => {
  made = await makeProject(on.core);
});

const cycle = () => runCycles(on.core, made.project.id);
const rows = async (sql: string, parameters: unknown[] = [made.project.id]) =>
  (await on.database.pool.query(sql, parameters)).rows;
const tasks = () => rows('select * from tasks where project_id = $1 order by number');
const request = async (id: string) => (await rows('select * from requests where id = $1', [id]))[0];
const dependenciesOf = (id: string) =>
  rows('select depends_on_task_id from task_dependencies where task_id = $1', [id]).then((found) =>
    found.map((row) => row.depends_on_task_id).sort(),
  );
async function answers(): Promise<string[]> {
  const chat = await findNewestChat(on.core.db, made.project.id);
  const page = await listMessagePage(on.core.db, chat?.id ?? '', { limit: 100 });
  return page.items.filter((message) => message.role === 'relayer').map((message) => message.content);
}
const lastCounts = async () =>
  (await listCyclePage(on.core.db, made.project.id, { limit: 1 })).items[0]?.counts;

describe('a request that cannot be turned into tasks', () => {
  it.each<[string, unknown[]]>([
    ['has a plan that does not parse', [{ title: 42 }]],
    ['meets a fault of ours', [plannedTask('Poison the well')]],
    ['fails after it has made a task', [plannedTask('Fix the first thing'), plannedTask('Poison it')]],
  ])('because it %s is answered with why, and keeps no other', async (_name, planned) => {
    const before = await makeRequest(on.core, made, [plannedTask('Paint the door')]);
    const poison = await makeRequest(on.core, made, planned);
    const after = await makeRequest(on.core, made, [plannedTask('Sweep the floor')]);
    await cycle();
    expect((await tasks()).map((task) => task.title)).toEqual(['Paint the door', 'Sweep the floor']);
    expect(await request(before)).toMatchObject({ status: 'planned', error: null });
    expect(await request(after)).toMatchObject({ status: 'planned', error: null });
    expect(await request(poison)).toMatchObject({ status: 'rejected', error: expect.stringMatching(/./) });
    const said = (await answers()).filter((each) => each.startsWith('I could not turn this into tasks: '));
    expect(said).toHaveLength(1);
    expect(await lastCounts()).toMatchObject({ requests_ingested: 2, requests_failed: 1, tasks_created: 2 });
    const told = await rows(`select payload ->> 'title' as title from realtime_events
      where project_id = $1 and event_type = 'task.created' order by seq`);
    expect(told.map((event) => event.title)).toEqual(['Paint the door', 'Sweep the floor']);
  });

  it('is not tried again', async () => {
    await makeRequest(on.core, made, [{}]);
    await cycle();
    const before = await answers();
    await makeRequest(on.core, made, [plannedTask('Paint the door')]);
    await cycle();
    expect((await answers()).length).toBe(before.length + 1);
  });
});

describe('a planned task', () => {
  it('waits for those of its request and for those that were there, and the answer says so', async () => {
    const old = await makeTask(on.core, made, { title: 'Lay the ground' });
    await makeRequest(on.core, made, [
      plannedTask('Build the wall'),
      plannedTask('Paint the wall', {
        depends_on: [0],
        waits_for: [old.key],
        after: 'ended',
        files: ['wall.ts'],
      }),
    ]);
    await cycle();
    const [, wall, paint] = await tasks();
    expect(await dependenciesOf(paint.id)).toEqual([old.id, wall.id].sort());
    expect(paint).toMatchObject({ after: 'ended', files: ['wall.ts'], is_ready: false });
    expect((await answers())[0]).toContain(`after ${old.key} and ${wall.key}`);
  });

  it('is said to wait for the others by their numbers, whatever their ids are', async () => {
    const [later, old] = [await makeTask(on.core, made), await makeTask(on.core, made)];
    const key = `${made.project.key}-900`;
    await on.database.pool.query('update tasks set number = 900, key = $2 where id = $1', [later.id, key]);
    await makeRequest(on.core, made, [plannedTask('Build the wall', { waits_for: [key, old.key] })]);
    await cycle();
    expect((await answers())[0]).toContain(`after ${old.key} and ${key}`);
  });

  it('does without a task that does not exist, and the answer says so', async () => {
    await makeRequest(on.core, made, [plannedTask('Build the wall', { waits_for: ['NOPE-7'] })]);
    await cycle();
    const [wall] = await tasks();
    expect(await dependenciesOf(wall.id)).toEqual([]);
    expect((await answers())[0]).toContain(
      `There is no task NOPE-7, so **${wall.key}** does not wait for it.`,
    );
  });
});

describe('a task that is open already', () => {
  it('is linked instead of added, and what was to wait for the new one waits for it', async () => {
    const old = await makeTask(on.core, made, { title: 'Fix the login page' });
    const id = await makeRequest(
      on.core,
      made,
      [plannedTask('Fix login page'), plannedTask('Deploy it', { depends_on: [0] })],
      'please fix the login page, then deploy it',
    );
    await cycle();
    const all = await tasks();
    expect(all.map((task) => task.title)).toEqual(['Fix the login page', 'Deploy it']);
    expect(await dependenciesOf(all[1].id)).toEqual([old.id]);
    expect((await answers())[0]).toContain(`Already there: **${old.key}**`);
    const [event] = await rows(`select payload from task_events where task_id = $1 and event_type = 'log'`, [
      old.id,
    ]);
    expect(event.payload).toMatchObject({
      request_id: id,
      message: 'Asked for again: please fix the login page, then deploy it',
    });
  });

  it('is known by its present title, not by the one it had', async () => {
    const task = await makeTask(on.core, made, { title: 'Paint the door' });
    await updateTask(on.core, made.owner, task.id, { title: 'Sweep the yard' });
    await makeRequest(on.core, made, [plannedTask('Sweep the yard'), plannedTask('Paint the door')]);
    await cycle();
    expect((await tasks()).map((each) => each.title)).toEqual(['Sweep the yard', 'Paint the door']);
  });

  it('is found among any number of others', async () => {
    await rows(
      `insert into tasks (id, project_id, number, key, title, type, priority, requested_by, dedupe_key)
      select gen_random_uuid(), $1, 1000 + n, 'X-' || n, 'Thing ' || n, 'doc', 1, 'api', 'thing ' || n
      from generate_series(1, 3000) n`,
    );
    const old = await makeTask(on.core, made, { title: 'Fix the login page', priority: 5 });
    await makeRequest(on.core, made, [plannedTask('Fix the login page')]);
    await cycle();
    expect(await lastCounts()).toMatchObject({ tasks_created: 0 });
    expect((await answers())[0]).toContain(old.key);
  });

  it('is no reason against doing it again once it is over, nor within one request', async () => {
    const old = await makeTask(on.core, made, { title: 'Fix the login page' });
    await cancelTask(on.core, made.owner, old.id, undefined);
    await makeRequest(on.core, made, [plannedTask('Fix the login page'), plannedTask('Fix the login page')]);
    await cycle();
    expect(await tasks()).toHaveLength(3);
  });
});

it('takes in more requests than one cycle does, in cycles of its own', async () => {
  for (let index = 0; index < 105; index += 1)
    await makeRequest(on.core, made, [plannedTask(`Do thing number ${index}`)]);
  await cycle();
  expect(await tasks()).toHaveLength(105);
});
