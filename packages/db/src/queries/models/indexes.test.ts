import { afterAll, beforeAll, expect, it } from 'vitest';
import { encodeCursor } from '../../cursor.ts';
import { type Db, newId, type Tx } from '../../database.ts';
import { findIndexes, findSequentialScans, openLogged } from '../../test-support/logged.ts';
import { insert, insertAgent, insertProject, startTestRows, type TestRows } from '../../test-support/rows.ts';
import * as answers from './answers.ts';
import * as budgets from './budgets.ts';
import * as lists from './call-lists.ts';
import * as calls from './calls.ts';
import * as experiments from './experiments.ts';
import * as inputs from './prompt-inputs.ts';
import * as outcomes from './prompt-outcomes.ts';
import * as prompts from './prompts.ts';
import * as pulls from './pulls.ts';
import * as turns from './turns.ts';
import * as usage from './usage.ts';

let on: TestRows;
let project: string;
let agent: string;
let user: string;
let prompt: string;
let experiment: string;
const [task, run, call] = [newId(), newId(), newId()];
const turn = { id: newId(), place: 'place-7', provider: 'openai', tokens: 1, run: null };

/** Years of use in five projects; days go back from today. */
async function fill(): Promise<void> {
  const projects: string[] = [];
  for (let n = 0; n < 5; n += 1) projects.push(await insertProject(on.pool));
  [project = ''] = projects;
  user = await insert(on.pool, 'users', { email: newId(), password_hash: '-', display_name: 'I' });
  await on.pool.query(`insert into project_members values ($1, $2, 'viewer')`, [project, user]);
  agent = await insertAgent(on.pool, project);
  const ofProject = `($1::uuid[])[1 + n % 5]`;
  await on.pool.query(
    `insert into model_usage (day, project_id, task_id, provider, model, is_local, calls)
     select current_date - n % 1500, ${ofProject}, gen_random_uuid(), 'openai', 'm' || n % 7, false, 1
     from generate_series(1, 60000) n`,
    [projects],
  );
  await on.pool.query(
    `insert into model_calls (id, project_id, agent_id, persona, provider, model, purpose, status, cost_source, input_tokens,
       output_tokens, cached_tokens, latency_ms, is_cache_hit, chain, routing, started_at)
     select gen_random_uuid(), case when n % 10 > 0 then ${ofProject} end, case when n % 500 = 1 then $2::uuid end,
       case when n % 500 = 1 then 'Rare' else 'Usual' end,
       case when n % 500 = 1 then 'rare' else 'openai' end, case when n % 500 = 1 then 'm' else 'gpt' end, 'review',
       case when n % 300 = 1 then 'failed' else 'ok' end, 'unknown', 1, 1, 0, 1, false, '[]', '{}',
       now() - n * interval '1 minute'
     from generate_series(1, 20000) n`,
    [projects, agent],
  );
  await on.pool.query(
    `insert into budget_counters (scope, project_id, day)
     select 'project:' || n, ${ofProject}, case when n % 2 = 0 then current_date - n % 40 end
     from generate_series(1, 20000) n`,
    [projects],
  );
  await on.pool.query(`insert into budget_holds (call_id, scope, amount_micros, expires_at)
    select gen_random_uuid(), scope, 1, now() + interval '1 hour' from budget_counters limit 10000`);
  await on.pool.query(
    `insert into model_turns (id, place, provider, tokens, expires_at)
     select gen_random_uuid(), 'place-' || n % 100, 'openai', 1, now() + n * interval '1 second'
     from generate_series(1, 20000) n`,
  );
  await on.pool.query(
    `insert into model_windows (place, second, requests, tokens)
     select 'place-' || n % 100, date_trunc('second', now()) - n / 100 * interval '1 second', 1, 1
     from generate_series(0, 12000) n`,
  );
  prompt = await insert(on.pool, 'prompt_templates', { key: 'review', title: 'Review' });
  await on.pool.query(
    `insert into prompt_versions (id, template_id, version, system, body, variables)
     select gen_random_uuid(), $1, n, '', 'x', '[]' from generate_series(1, 3000) n`,
    [prompt],
  );
  const other = await insert(on.pool, 'prompt_templates', { key: 'rare', title: 'Rare' });
  await on.pool.query(
    'update model_calls set prompt_version_id = (select id from prompt_versions where version = 7)',
  );
  await on.pool.query(
    `insert into prompt_inputs (call_id, template_id, project_id, given, is_cut, started_at)
     select id, case when random() < 0.9 then $1::uuid else $2::uuid end, project_id, '{}', false, started_at
     from model_calls`,
    [prompt, other],
  );
  experiment = await insert(on.pool, 'prompt_experiments', { template_id: prompt, name: 'x' });
  await on.pool.query(
    `insert into prompt_arms (experiment_id, name, prompt_version, weight) values ($1, 'a', 1, 1)`,
    [experiment],
  );
  await on.pool.query(
    `insert into prompt_assignments (experiment_id, subject, arm)
     select $1, 'task-' || n, 'a' from generate_series(1, 20000) n`,
    [experiment],
  );
  await on.pool.query(
    `insert into model_answers (key, project_id, answer, size_bytes, created_at)
     select md5(n::text), ${ofProject}, 'x', 1, now() - n * interval '1 minute' from generate_series(1, 20000) n`,
    [projects],
  );
  await on.pool.query(
    `insert into model_pulls (id, provider, model, status, finished_at)
     select gen_random_uuid(), 'ollama-' || n % 50, 'm' || n, 'completed', now() from generate_series(1, 20000) n`,
  );
  await on.pool.query('analyze');
}

beforeAll(async () => {
  on = await startTestRows();
  await fill();
});
afterAll(() => on.stop());

const dayBefore = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
const month = { from: dayBefore(30), to: dayBefore(0) };
const ofAll = { ...month, projectId: null, memberId: null };
const page = { limit: 50 };
const cursor = encodeCursor([Date.now() * 1_000 - 86_400_000_000, newId()]);
const reader = () => ({ userId: user, onlyProjectId: null });
const keys = [{ scope: 'project:7', project_id: null, day: null }];

const queries: [string, (db: Db, tx: Tx) => Promise<unknown>][] = [
  ...(['agent', 'task', 'project', 'day', 'model', 'provider'] as const).map(
    (group): [string, (db: Db) => Promise<unknown>] => [
      `usage of a month by ${group}`,
      (db) => usage.listUsage(db, group, ofAll, 100),
    ],
  ),
  ['usage of a month in all', (db) => usage.sumUsage(db, ofAll)],
  ['usage of no project', (db) => usage.sumUsage(db, { ...ofAll, projectId: 'none' })],
  ['usage of one project', (db) => usage.sumUsage(db, { ...ofAll, projectId: project })],
  [
    'usage of the projects of a member',
    (db) => usage.listUsage(db, 'model', { ...ofAll, memberId: user }, 100),
  ],
  ['calls of a project', (db) => lists.listCallPage(db, project, page)],
  ['calls of a task', (db) => lists.listCallPage(db, project, { ...page, task })],
  ['calls of a run', (db) => lists.listCallPage(db, project, { ...page, run })],
  ['calls of a discussion', (db) => lists.listCallPage(db, project, { ...page, discussion: task })],
  ['calls of a turn', (db) => lists.listCallPage(db, project, { ...page, discussion: task, turn: 7 })],
  ['calls of turns', (db) => lists.listTurnCalls(db, task, { from: 1, to: 500 })],
  ['calls of an agent', (db) => lists.listCallPage(db, project, { ...page, agent })],
  ['calls of a persona', (db) => lists.listCallPage(db, project, { ...page, persona: 'Rare' })],
  ['calls of a provider', (db) => lists.listCallPage(db, project, { ...page, provider: 'rare' })],
  ['calls of a model', (db) => lists.listCallPage(db, project, { ...page, model: 'rare/m' })],
  ['calls that failed', (db) => lists.listCallPage(db, project, { ...page, status: 'failed' })],
  ['calls of some days', (db) => lists.listCallPage(db, project, { ...page, ...month })],
  ['calls of no project', (db) => lists.listCallPage(db, null, { ...page, status: 'failed' })],
  ['a call', (db) => calls.findCall(db, project, call)],
  ['calls that are dropped', (db) => calls.deleteOldCalls(db, { defaultDays: 1, limit: 1_000 })],
  ['calls after others', (db) => lists.listCallPage(db, project, { ...page, cursor })],
  ['inputs of a prompt', (db) => inputs.listInputPage(db, prompt, reader(), page)],
  [
    'inputs of a prompt after others',
    (db) => inputs.listInputPage(db, prompt, reader(), { ...page, cursor }),
  ],
  ['inputs of a project', (db) => inputs.listInputPage(db, prompt, reader(), { ...page, project })],
  ['the latest inputs', (db) => inputs.listLatestInputs(db, prompt, reader(), { count: 10 })],
  ['inputs that were chosen', (db) => inputs.listChosenInputs(db, prompt, reader(), [call, run])],
  ['inputs that the program sees', (db) => inputs.listInputPage(db, prompt, null, page)],
  ['inputs that are dropped', (db) => inputs.deleteOldInputs(db, { kept: 200, limit: 1_000 })],
  ['counters that are held', (_, tx) => budgets.lockCounters(tx, keys)],
  ['counters that are shown', (db) => budgets.listCounters(db, ['project:7', 'project:8'])],
  ['what is spent', (_, tx) => budgets.addSpent(tx, ['project:7'], 1)],
  ['holds of a call', (db) => budgets.deleteHolds(db, call)],
  ['budgets that are dropped', (db) => budgets.deleteOldBudgets(db)],
  ['a call in the line', (_, tx) => turns.putTurn(tx, turn)],
  ['the line of a provider', (_, tx) => turns.readLine(tx, turn, 15_000)],
  ['a call that goes', (_, tx) => turns.takeTurn(tx, turn)],
  ['a call that leaves', (db) => turns.leaveTurn(db, { id: turn.id, tokens: 1, runnerId: null })],
  ['calls that go on', (db) => turns.renewTurns(db, [turn.id])],
  ['turns that are dropped', (db) => turns.deleteOldTurns(db)],
  ['an answer that is kept', (db) => answers.findAnswer(db, 'k', project)],
  ['an answer of no project', (db) => answers.findAnswer(db, 'k', null)],
  ['downloads of a provider', (db) => pulls.listPulls(db, 'ollama-7', 50)],
  ['the download of a model', (db) => pulls.findLivePull(db, 'ollama-7', 'm7')],
  ['a download that is taken up', (_, tx) => pulls.claimPull(tx, newId(), newId())],
  ['the next download of a provider', (db) => pulls.findNextPull(db, 'ollama-7')],
  ['downloads that nobody works on', (_, tx) => pulls.takeForsakenPulls(tx)],
  ['downloads that are dropped', (db) => pulls.deleteOldPulls(db)],
  ['versions of a prompt', (db) => prompts.listVersionPage(db, prompt, page)],
  ['a version of a prompt', (db) => prompts.findPromptVersion(db, prompt, 7)],
  ['the arm of a subject', (db) => experiments.findAssignedArm(db, experiment, 'task-7')],
  ['the arms of a subject', (db) => outcomes.listAssigned(db, 'task-7', ['review'])],
  ['what the runs of a task took', (db) => outcomes.sumTaskWork(db, task)],
];

it.each(queries)('%s: no growing table is read from end to end', async (_name, ask) => {
  const { db, statements } = openLogged(on.pool);
  await db.transaction().execute((tx) => ask(tx, tx));
  const growing = new Set([
    ...['model_usage', 'model_calls', 'budget_counters', 'budget_holds', 'prompt_versions', 'prompt_inputs'],
    ...['prompt_assignments', 'model_answers', 'model_pulls', 'model_turns', 'model_windows'],
  ]);
  const asked = statements.filter(({ sql }) => /^\s*(with|select|insert|update|delete)/i.test(sql));
  expect(asked.length).toBeGreaterThan(0);
  for (const statement of asked) {
    const scans = await findSequentialScans(on.pool, statement);
    expect(
      scans.filter((table) => growing.has(table)),
      statement.sql,
    ).toEqual([]);
  }
});

it.each<[string, () => [string | null, Partial<lists.CallFilter>]]>([
  ['model_calls_project', () => [project, {}]],
  ['model_calls_project', () => [project, { status: 'ok', cursor }]],
  ['model_calls_agent', () => [project, { agent }]],
  ['model_calls_persona', () => [project, { persona: 'Rare' }]],
  ['model_calls_provider', () => [project, { provider: 'rare' }]],
  ['model_calls_model', () => [project, { model: 'rare/m' }]],
  ['model_calls_failed', () => [project, { status: 'failed', cursor }]],
  ['model_calls_free', () => [null, {}]],
  ['model_calls_free', () => [null, { cursor }]],
])('%s holds a list of calls in its order', async (index, choose) => {
  const { db, statements } = openLogged(on.pool);
  const [of, filter] = choose();
  await lists.listCallPage(db, of, { ...page, ...filter });
  const [statement] = statements;
  if (statement === undefined) throw new Error('nothing was asked');
  expect(await findIndexes(on.pool, statement)).toContain(index);
});
