import { ModelCallScope } from '@overmind/contracts/entities/model';
import { deleteOldAnswers } from '@overmind/db/queries/models/answers';
import { callModel } from '@overmind/models/call-model';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type MadeProject, makeProject } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { addProvider, emptyGateway, requestOf } from './test-support/gateway.ts';

let on: TestCore;
let made: MadeProject;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());
beforeEach(async () => {
  await emptyGateway(on);
  made = await makeProject(on.core);
});

const ask = (change: object = {}, project_id: string | null = made.project.id) =>
  callModel(
    on.core.models,
    requestOf(['one/scripted'], {
      ...{ isDeterministic: true, scope: ModelCallScope.parse({ purpose: 'test', project_id }) },
      ...change,
    }),
  );
const countKept = async () =>
  Number((await on.database.pool.query('select count(*) from model_answers')).rows[0]?.count);

it('the same deterministic call of a project is answered once, with the saving in the ledger', async () => {
  const server = await addProvider(on, (_, index) => ({ text: `Answer ${index}.\0` }), {
    ...{ name: 'one', priceMicros: 1_000_000 },
  });
  const first = await ask();
  const again = await ask();
  expect(again.text).toBe(first.text);
  expect(server.calls).toHaveLength(1);
  const { rows } = await on.database.pool.query(
    'select is_cache_hit, cost_micros, saved_micros from model_calls where id = $1',
    [again.callId],
  );
  expect(rows).toEqual([{ is_cache_hit: true, cost_micros: 0, saved_micros: 15 }]);
});

it('no other project, request or server is given what was kept, nor a call that is not deterministic', async () => {
  const server = await addProvider(on, (_, index) => ({ text: `Answer ${index}.` }), { name: 'one' });
  const other = await makeProject(on.core);
  await ask();
  const answers = [
    await ask({}, other.project.id),
    await ask({}, null),
    await ask({ maxOutputTokens: 9 }),
    await ask({ isDeterministic: false }),
  ];
  expect(answers.map(({ text }) => text)).toEqual(['Answer 1.', 'Answer 2.', 'Answer 3.', 'Answer 4.']);
  const moved = await addProvider(on, [{ text: 'From another server.' }], { name: 'one' });
  expect(await ask()).toMatchObject({ text: 'From another server.' });
  expect([server.calls.length, moved.calls.length]).toEqual([5, 1]);
});

it('what is too old is not given any more, and dropped', async () => {
  await addProvider(on, (_, index) => ({ text: `Answer ${index}.` }), { name: 'one' });
  await ask();
  await on.database.pool.query(`update model_answers set created_at = now() - interval '31 days'`);
  expect(await ask()).toMatchObject({ text: 'Answer 1.' });
  await ask({}, null);
  await on.database.pool.query(`update model_answers set created_at = now() - interval '31 days'
    where project_id is null`);
  await deleteOldAnswers(on.core.db);
  expect(await countKept()).toBe(1);
});

it('the oldest are dropped where there is too much', async () => {
  await on.database.pool.query(`insert into model_answers (key, answer, size_bytes, created_at)
    select 'k' || n, '', 100 * 1024 * 1024, now() - n * interval '1 minute' from generate_series(1, 8) n`);
  await deleteOldAnswers(on.core.db);
  const { rows } = await on.database.pool.query('select key from model_answers order by key');
  expect(rows.map(({ key }) => key)).toEqual(['k1', 'k2', 'k3', 'k4', 'k5']);
});

it('goes with its project', async () => {
  await addProvider(on, () => ({ text: 'Seven.' }), { name: 'one' });
  await ask();
  expect(await countKept()).toBe(1);
  await on.database.pool.query('delete from projects where id = $1', [made.project.id]);
  expect(await countKept()).toBe(0);
});
