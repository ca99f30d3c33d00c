import type { RunResult } from '@overmind/contracts/entities/run';
import type { TranscriptEntry, TranscriptStep } from '@overmind/contracts/entities/transcript';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { deleteProject } from '../projects/update.ts';
import { TranscriptWriter } from '../runs/transcript-writer.ts';
import {
  failure,
  finish,
  type MadeProject,
  makeAgent,
  makeRunner,
  makeTask,
  startRuns,
  success,
} from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { readSessions } from './read-sessions.ts';
import { type Search, searchProject } from './search.ts';
import { plansOf } from './test-support/plans.ts';
import { Searched } from './test-support/searched.ts';

let on: TestCore;
let made: MadeProject;
let place: Searched;
let writer: TranscriptWriter;
beforeAll(async () => {
  on = await startTestCore();
  writer = new TranscriptWriter(on.core);
});
afterAll(async () => {
  await writer.stop();
  await on.stop();
});
beforeEach(async () => {
  place = await Searched.open(on);
  made = place.made;
});

const search: Searched['search'] = (...asked) => place.search(...asked);
const idsOf: Searched['idsOf'] = (...asked) => place.idsOf(...asked);

const put = (entry: TranscriptEntry): TranscriptStep => ({ op: 'put', entry });
const says = (id: string, text: string, at = '2026-03-01T12:00:00.000Z'): TranscriptStep =>
  put({ kind: 'message', id, at, role: 'agent', author: null, text });

/** A run of a coding agent with that transcript, which ends where a result is given. */
async function talk(steps: readonly TranscriptStep[], result: RunResult | null = success, agent = 'backend') {
  const task = await makeTask(on.core, made, { title: 'Try it', agent });
  const { runner, call } = await makeRunner(on.core, { roots: [made.project.default_repo_path ?? ''] });
  const job = (await startRuns(on.core, made, call)).find((each) => each.task.id === task.id);
  if (!job) throw new Error('nothing was claimed');
  const chunk = { runId: job.run.id, runnerId: runner.id, leaseToken: job.lease_token };
  let firstSeq = 1;
  for (const step of steps) {
    await writer.append({ ...chunk, firstSeq, items: [step] });
    firstSeq += 1;
  }
  const end = (as: RunResult) => finish(on.core, call, job, as);
  if (result !== null) await end(result);
  return { task, run: job.run, end };
}
const read = () => readSessions(on.core);
const unread = async () => (await on.database.pool.query('select 1 from unread_transcripts')).rowCount;

it('finds what an agent said, planned and had run, and leads to the place, but for thoughts and output', async () => {
  const { run, task } = await talk([
    says('m1', 'I look at the basket.'),
    put({
      kind: 'message',
      id: 't',
      at: '2026-03-01T12:00:00Z',
      role: 'thought',
      author: null,
      text: 'otter',
    }),
    says('m2', 'The zebra is '),
    { op: 'append', id: 'm2', text: 'striped.' },
    put({
      ...{ kind: 'tool_call', id: 'c', at: '2026-03-01T12:00:00Z', title: 'npm run paint', tool: 'execute' },
      ...{ status: 'completed', locations: [], input: 'heron', output: 'badger', diffs: [] },
    }),
  ]);
  expect(await idsOf('zebra')).toEqual([]);
  await read();
  const { items } = await search('"zebra is striped"');
  expect(items).toMatchObject([
    {
      ...{ kind: 'session', title: { text: 'Try it' }, status: 'completed', agent_id: made.agent.id },
      ...{ task: { id: task.id, key: task.key }, run: { id: run.id, entry_id: 'm2' } },
      happened_at: '2026-03-01T12:00:00.000Z',
    },
  ]);
  const [found] = items;
  const marks = found?.snippet.matches.map(({ start, end }) => found.snippet.text.slice(start, end));
  expect(marks).toEqual(['zebra is striped']);
  expect((await search('basket')).items[0]?.run?.entry_id).toBe('m1');
  expect((await search('paint')).items[0]?.run?.entry_id).toBe('c');
  for (const hidden of ['otter', 'heron', 'badger']) expect(await idsOf(hidden)).toEqual([]);
});

it('keeps to kinds, agents, statuses and times', async () => {
  await makeAgent(on.core, made.owner, made.project.id, 'checks');
  await talk([says('a', 'zebra one', '2026-03-01T12:00:00Z')]);
  await talk([says('b', 'zebra two', '2026-03-02T12:00:00Z')], failure, 'checks');
  await place.say('zebra three');
  await read();
  const said = async (more: Parameters<typeof search>[1] = {}) =>
    (await search('zebra', more)).items.map(({ snippet }) => snippet.text);
  expect(await said()).toEqual(['zebra three', 'zebra two', 'zebra one']);
  expect(await said({ kind: ['session'] })).toEqual(['zebra two', 'zebra one']);
  expect(await said({ kind: ['run'] })).toEqual([]);
  expect(await said({ agent: made.agent.id })).toEqual(['zebra one']);
  expect(await said({ status: ['failed', 'canceled'] })).toEqual(['zebra two']);
  expect(await said({ status: ['completed'], kind: ['session', 'message'] })).toEqual(['zebra one']);
  expect(await said({ to: '2026-03-02T00:00:00Z' })).toEqual(['zebra one']);
  expect(await said({ from: '2026-03-02T00:00:00Z', to: '2026-03-03T00:00:00Z' })).toEqual(['zebra two']);
  const first = await search('zebra', { limit: 2 });
  const rest = await search('zebra', { limit: 2, cursor: first.next_cursor ?? '' });
  expect(rest.items.map(({ snippet }) => snippet.text)).toEqual(['zebra one']);
});

it('reads a session when its run has ended, once, whoever reads it and however often', async () => {
  const { end } = await talk([says('a', 'zebra')], null);
  await read();
  expect(await idsOf('zebra')).toEqual([]);
  await end(success);
  await Promise.all([read(), read(), read()]);
  await read();
  expect(await idsOf('zebra')).toHaveLength(1);
  expect(await unread()).toBe(0);
});

it('goes on with the others where one cannot be read, and comes back to it', async () => {
  const [broken, whole] = [await talk([says('a', 'zebra one')]), await talk([says('b', 'zebra two')])];
  const change = (to: string) =>
    on.database.pool.query(`update agent_run_transcript set steps = ${to} where run_id = $1`, [
      broken.run.id,
    ]);
  await change(`'broken' || steps`);
  await read();
  expect((await search('zebra')).items.map(({ run }) => run?.id)).toEqual([whole.run.id]);
  await change(`substr(steps, length('broken') + 1)`);
  await read();
  expect(await unread()).toBe(1);
  await on.database.pool.query('update unread_transcripts set due_at = now()');
  await read();
  expect(await idsOf('zebra')).toHaveLength(2);
});

it('finds the beginning and the end of a long session', async () => {
  const { run } = await talk([
    says('first', 'A zebra came.'),
    ...Array.from({ length: 12 }, (_, index) => says(`m${index}`, `filler${index} `.repeat(2_000))),
    says('last', 'The zebra left.'),
  ]);
  await read();
  const { items } = await search('zebra');
  expect(items.map((each) => each.run)).toEqual(
    expect.arrayContaining(['first', 'last'].map((entry_id) => ({ id: run.id, entry_id }))),
  );
  const { rows } = await on.database.pool.query(
    'select sum(length(text))::int as chars, max(length(text)) as longest from run_passages where run_id = $1',
    [run.id],
  );
  expect(rows[0].chars).toBeLessThan(121_000);
  expect(rows[0].longest).toBeLessThanOrEqual(2_000);
});

it('goes with its run and its project', async () => {
  const [run] = [(await talk([says('a', 'zebra one')])).run, await talk([says('b', 'zebra two')])];
  await read();
  const entries = async () => {
    const { rows } = await on.database.pool.query(
      `select words from search_entries where kind = 'session' and project_id = $1 order by words`,
      [made.project.id],
    );
    return rows.map(({ words }) => words);
  };
  expect(await entries()).toEqual(['zebra one', 'zebra two']);
  await on.database.pool.query('delete from agent_runs where id = $1', [run.id]);
  expect(await entries()).toEqual(['zebra two']);
  await deleteProject(on.core, made.owner, made.project.id);
  expect(await entries()).toEqual([]);
  const passages = 'select 1 from run_passages where project_id = $1';
  expect((await on.database.pool.query(passages, [made.project.id])).rowCount).toBe(0);
});

it('is looked up by an index among many', async () => {
  const { run } = await talk([says('a', 'filler')]);
  await on.database.pool.query(
    `insert into run_passages (id, run_id, project_id, status, happened_at, text, entry_ids, entry_starts)
     select gen_random_uuid(), $1, $2, 'completed', now() - n * interval '1 minute', 'filler ' || n, '{a}', '{1}'
     from generate_series(1, 20000) n`,
    [run.id, made.project.id],
  );
  await on.database.pool.query('analyze run_passages, search_entries');
  const asked: [Partial<Search>, string][] = [
    [{}, 'search_entries_words'],
    [{ agent: made.agent.id }, 'search_entries_words'],
    [{ status: ['completed'] }, 'run_passages_search'],
  ];
  for (const [more, index] of asked) {
    const { indexes, scans } = await plansOf(on, (core) =>
      searchProject(core, made.project.id, { q: 'zebra', limit: 50, kind: ['session'], ...more }),
    );
    expect(scans).toEqual([]);
    expect(indexes).toContain(index);
  }
});
