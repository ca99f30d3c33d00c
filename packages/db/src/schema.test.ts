import { messageTypes } from '@overmind/contracts/entities/conversation';
import { cycleStates } from '@overmind/contracts/entities/cycle';
import {
  DiscussionPhase,
  DiscussionStatus,
  Proposal,
  VoteChoice,
} from '@overmind/contracts/entities/discussion';
import { CostSource, ModelCall, ProviderKind } from '@overmind/contracts/entities/model';
import { pullStatuses } from '@overmind/contracts/entities/model-pull';
import { experimentStatuses, outcomeMeasures } from '@overmind/contracts/entities/prompt';
import { providerStatuses } from '@overmind/contracts/entities/provider';
import { artifactKinds, runStatuses } from '@overmind/contracts/entities/run';
import { searchKinds } from '@overmind/contracts/entities/search';
import { SpecPhaseName, SpecStatus } from '@overmind/contracts/entities/spec';
import { taskEventTypes, taskStatuses, taskTypes } from '@overmind/contracts/entities/task';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { newId } from './database.ts';
import {
  block,
  endRun,
  insert,
  insertRun,
  insertWork,
  setStatus,
  startRun,
  startTestRows,
  type TestRows,
  transaction,
} from './test-support/rows.ts';

let on: TestRows;
beforeAll(async () => {
  on = await startTestRows();
});
afterAll(() => on.stop());

const select = async <Row>(text: string, values: unknown[] = []) =>
  (await on.pool.query(text, values)).rows as Row[];

/** Foreign keys whose deletion never looks for them. */
const withoutIndex: Record<string, string> = {
  'agent_runs.runner_id': 'runners are never deleted, only revoked',
  'api_tokens.project_id': 'an installation has few tokens',
  'api_tokens.runner_id': 'runners are never deleted, only revoked',
  'conversations.created_by_user_id': 'users are never deleted, only made inactive',
  'corrections.created_by_user_id': 'users are never deleted, only made inactive',
  'merges.requested_by_user_id': 'users are never deleted, only made inactive',
  'model_pulls.requested_by_user_id': 'users are never deleted, only made inactive',
  'persona_versions.created_by_user_id': 'users are never deleted, only made inactive',
  'project_state_versions.created_by_user_id': 'users are never deleted, only made inactive',
  'prompt_experiments.created_by_user_id': 'users are never deleted, only made inactive',
  'prompt_versions.created_by_user_id': 'users are never deleted, only made inactive',
  'provider_keys.set_by_user_id': 'users are never deleted, only made inactive',
  'recordings.created_by_user_id': 'users are never deleted, only made inactive',
  'requests.created_by_user_id': 'users are never deleted, only made inactive',
  'review_comments.author_user_id': 'users are never deleted, only made inactive',
  'review_comments.resolved_by_user_id': 'users are never deleted, only made inactive',
  'review_views.user_id': 'users are never deleted, only made inactive',
  'run_inputs.author_user_id': 'users are never deleted, only made inactive',
  'run_permissions.decided_by_user_id': 'users are never deleted, only made inactive',
  'runner_asks.runner_id': 'runners are never deleted, only revoked',
  'spec_phase_versions.edited_by_user_id': 'users are never deleted, only made inactive',
  'spec_phases.decided_by_user_id': 'users are never deleted, only made inactive',
  'specs.created_by_user_id': 'users are never deleted, only made inactive',
  'tasks.created_by_user_id': 'users are never deleted, only made inactive',
  'terminals.user_id': 'users are never deleted, only made inactive',
  'voice_captures.user_id': 'users are never deleted, only made inactive',
};

test('every foreign key has an index or a reason for none', async () => {
  const bare = await select<{ name: string }>(`
    select c.conrelid::regclass || '.' || a.attname as name
    from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'f' and c.connamespace = 'public'::regnamespace and not exists (
      select from pg_index i where i.indrelid = c.conrelid and i.indkey[0] = c.conkey[1]
        and (i.indpred is null or pg_get_expr(i.indpred, i.indrelid) = '(' || a.attname || ' IS NOT NULL)'))
    order by 1`);
  expect(bare.map((row) => row.name)).toEqual(Object.keys(withoutIndex).sort());
});

test('every foreign key says what happens when its row is deleted', async () => {
  const silent = await select(`
    select conrelid::regclass as "table", conname from pg_constraint
    where contype = 'f' and connamespace = 'public'::regnamespace and confdeltype = 'a'`);
  expect(silent).toEqual([]);
});

describe('a column that holds one of a few words', () => {
  const columns: [string, readonly string[]][] = [
    ['tasks.status', taskStatuses],
    ['tasks.type', taskTypes],
    ['tasks.requested_by', ['voice', 'chat', 'api', 'webhook', 'discovery', 'spec']],
    ['task_events.event_type', taskEventTypes],
    ['agent_runs.status', runStatuses],
    ['artifacts.kind', artifactKinds],
    ['orchestrator_cycles.state', cycleStates],
    ['orchestrator_cycles.mode', ['incremental', 'full']],
    ['orchestrator_cycles.trigger', ['button', 'input', 'run_finished', 'timer', 'command']],
    ['messages.message_type', messageTypes],
    ['messages.role', ['user', 'relayer', 'orchestrator', 'agent']],
    ['messages.content_format', ['plain', 'markdown', 'json']],
    ['project_members.role', ['owner', 'maintainer', 'operator', 'viewer']],
    ['requests.source', ['chat', 'voice', 'api', 'webhook', 'discovery', 'discussion', 'spec']],
    ['requests.status', ['received', 'planned', 'answered', 'needs_clarification', 'rejected']],
    ['search_entries.kind', searchKinds],
    ['model_providers.kind', ProviderKind.options],
    ['model_calls.status', ModelCall.shape.status.options],
    ['model_pulls.status', pullStatuses],
    ['provider_states.status', providerStatuses],
    ['model_calls.cost_source', CostSource.options],
    ['prompt_experiments.status', experimentStatuses],
    ['prompt_outcomes.measure', outcomeMeasures],
    ['agents.type', ['cloud', 'local']],
    ['api_tokens.kind', ['personal', 'runner']],
    ['conversations.kind', ['chat', 'discussion']],
    ['discussions.phase', DiscussionPhase.options],
    ['discussions.status', DiscussionStatus.options],
    ['proposals.status', Proposal.shape.status.options],
    ['votes.choice', VoteChoice.options],
    ['specs.phase', SpecPhaseName.options],
    ['specs.status', SpecStatus.options],
    ['spec_phases.phase', SpecPhaseName.options],
    ['conversations.mode', ['text', 'voice']],
    ['project_state_versions.state_format', ['yaml', 'json']],
  ];

  it.each(columns)('%s takes exactly the words of the contract', async (column, words) => {
    const [table = '', name = ''] = column.split('.');
    const checks = await select<{ text: string }>(
      `select pg_get_constraintdef(c.oid) as text from pg_constraint c
       where c.contype = 'c' and c.conrelid = $1::regclass and array_length(c.conkey, 1) = 1
         and c.conkey[1] = (select attnum from pg_attribute where attrelid = c.conrelid and attname = $2)`,
      [table, name],
    );
    const allowed = checks.flatMap(({ text }) => [...text.matchAll(/'([^']+)'/g)].map(([, word]) => word));
    expect(allowed.sort()).toEqual([...words].sort());
  });

  it('holds a priority from 1 to 5', async () => {
    const { taskId } = await insertWork(on.pool);
    for (const priority of [0, 6])
      await expect(
        on.pool.query('update tasks set priority = $2 where id = $1', [taskId, priority]),
      ).rejects.toMatchObject({ code: '23514' });
  });
});

/** What a coding agent did and asked, what was said of it, and its way to the base branch. */
async function insertTalkWithAgent(of: Record<'project_id' | 'task_id' | 'run_id' | 'user_id', string>) {
  const { project_id, task_id, run_id, user_id } = of;
  const ids = { project_id, task_id, run_id };
  await on.pool.query(`insert into agent_run_transcript values ($1, 1, 1, '[]')`, [run_id]);
  await insert(on.pool, 'run_passages', {
    ...{ project_id, run_id, status: 'completed', happened_at: 'now', text: 'Hi' },
    ...{ entry_ids: ['a'], entry_starts: [1] },
  });
  await insert(on.pool, 'run_permissions', {
    ...ids,
    title: 'x',
    detail: '',
    options: '[]',
    expires_at: 'now',
  });
  await insert(on.pool, 'run_inputs', { project_id, run_id, text: 'Hi', author_user_id: user_id });
  const place = { path: 'a.ts', side: 'new', line: 1, line_text: '', body: 'Why?' };
  await insert(on.pool, 'review_comments', { ...ids, ...place, author_user_id: user_id });
  await on.pool.query(`insert into review_views values ($1, $2, 'a.ts')`, [run_id, user_id]);
  const way = { repo_path: '/a', base_branch: 'main', head_commit: 'c', strategy: 'merge', target: 'local' };
  await insert(on.pool, 'merges', { ...ids, ...way, follow_up_task_id: task_id });
  await insert(on.pool, 'terminals', { project_id, run_id, user_id });
  const call_id = await insert(on.pool, 'model_calls', {
    ...{
      ...ids,
      purpose: 'review',
      status: 'ok',
      cost_source: 'unknown',
      latency_ms: 1,
      is_cache_hit: false,
    },
    ...{ input_tokens: 1, output_tokens: 1, cached_tokens: 0, chain: '[]', routing: '{}', started_at: 'now' },
  });
  const template_id = await insert(on.pool, 'prompt_templates', { key: `p-${call_id}`, title: 'Review' });
  await on.pool.query(`insert into prompt_inputs values ($1, $2, $3, '{}', false, now())`, [
    ...[call_id, template_id, project_id],
  ]);
  await on.pool.query(`insert into model_usage (day, project_id) values ('today', $1)`, [project_id]);
  await on.pool.query(
    `insert into model_answers (key, project_id, answer, size_bytes) values ('k', $1, '', 0)`,
    [project_id],
  );
  await on.pool.query('insert into budget_counters (scope, project_id) values ($1, $2)', [
    run_id,
    project_id,
  ]);
  await on.pool.query(`insert into agent_tokens values ($1, 1, $2, now())`, [run_id, Buffer.from(run_id)]);
}

/** A persona of the project, and a discussion of which tasks and a spec were made. */
async function insertDebate(of: Record<'project_id' | 'conversation_id' | 'request_id', string>) {
  const { project_id, conversation_id, request_id } = of;
  await on.pool.query(`insert into personas (project_id, key, config) values ($1, 'lawyer', '{}')`, [
    project_id,
  ]);
  await on.pool.query(
    `insert into persona_versions (project_id, key, number, config, is_enabled) values ($1, 'lawyer', 1, '{}', true)`,
    [project_id],
  );
  await insert(on.pool, 'discussions', {
    ...{ id: conversation_id, project_id, request_id, goal: 'Why?', facilitator: 'lawyer', settings: '{}' },
    ...{ phase: 'initialization', status: 'active', personas: '[]' },
  });
  await on.pool.query(`insert into discussion_events values ($1, 1, '{}')`, [conversation_id]);
  await on.pool.query(
    `insert into discussion_speakers (discussion_id, project_id, key) values ($1, $2, 'someone')`,
    [conversation_id, project_id],
  );
  await on.pool.query(`insert into proposals values ($1, 'P1', 'lawyer', 'Sue', 'Sue them', null, 'open')`, [
    conversation_id,
  ]);
  await on.pool.query(`insert into votes values ($1, 1, 'P1', 'lawyer', 'approve', 1, 'Yes', null)`, [
    conversation_id,
  ]);
  const spec_id = await insert(on.pool, 'specs', {
    ...{ project_id, number: 1, title: 'Sue', goal: 'Sue them', phase: 'explore', status: 'active' },
    discussion_id: conversation_id,
  });
  await on.pool.query(`insert into spec_phases (spec_id, phase, version) values ($1, 'explore', 1)`, [
    spec_id,
  ]);
  await on.pool.query(`insert into spec_phase_versions values ($1, 'explore', 1, 'Why', null, now())`, [
    spec_id,
  ]);
}

/** A project with at least one row in every table that belongs to a project. */
async function insertHistory() {
  const work = await insertWork(on.pool);
  const { projectId: project_id, taskId: task_id } = work;
  const user_id = await insert(on.pool, 'users', { email: newId(), password_hash: '-', display_name: 'I' });
  await on.pool.query(`insert into project_members values ($1, $2, 'owner')`, [project_id, user_id]);
  const token = { project_id, user_id, kind: 'personal', name: 'ci', token_hash: Buffer.from(newId()) };
  await insert(on.pool, 'api_tokens', token);
  const conversation_id = await insert(on.pool, 'conversations', {
    ...{ project_id, kind: 'chat', title: 'Chat', mode: 'text', created_by_user_id: user_id },
  });
  const said = {
    conversation_id,
    role: 'user',
    message_type: 'chat',
    content: 'Hi',
    content_format: 'plain',
  };
  const parent_message_id = await insert(on.pool, 'messages', { ...said, related_task_id: task_id });
  await insert(on.pool, 'messages', { ...said, parent_message_id });
  const recording_id = await insert(on.pool, 'recordings', {
    ...{
      project_id,
      conversation_id,
      title: 'Hi',
      source: 'voice',
      storage_path: 'hi',
      mime_type: 'audio/wav',
    },
    ...{ size_bytes: 1, sha256: '' },
  });
  await on.pool.query('insert into recording_tasks values ($1, $2)', [recording_id, task_id]);
  await insert(on.pool, 'voice_captures', { project_id, conversation_id, format: '{}' });
  await insert(on.pool, 'corrections', { project_id, heard: 'a', meant: 'b' });
  await on.pool.query(`insert into repository_words values ($1, '/shop', '{}', now())`, [project_id]);
  const request_id = await insert(on.pool, 'requests', {
    ...{ project_id, source: 'chat', conversation_id, text: 'Hi', status: 'planned' },
  });
  await on.pool.query('update tasks set request_id = $2, parent_task_id = id where id = $1', [
    task_id,
    request_id,
  ]);
  await insertDebate({ project_id, conversation_id, request_id });
  const cycle_id = await insert(on.pool, 'orchestrator_cycles', {
    ...{ project_id, mode: 'full', state: 'cycle.completed', trigger: 'input' },
  });
  await insert(on.pool, 'project_state_versions', {
    ...{ project_id, version: 1, state_format: 'yaml', content: 'a', content_hash: 'b' },
    ...{ cycle_id, created_by_user_id: user_id, reason: 'Why.' },
  });
  await transaction(on.pool, (tx) => block(tx, task_id));
  await setStatus(on.pool, task_id, 'queued');
  const run_id = await insertRun(on.pool, work);
  await startRun(on.pool, run_id);
  await setStatus(on.pool, task_id, 'in_progress');
  await on.pool.query(`insert into agent_run_logs values ($1, 1, 1, '[]')`, [run_id]);
  const file = { storage_path: 'x', size_bytes: 1, sha256: 'x', mime_type: 'x' };
  await insert(on.pool, 'artifacts', { project_id, task_id, run_id, kind: 'diff', name: 'x', ...file });
  await insertTalkWithAgent({ project_id, task_id, run_id, user_id });
  await endRun(on.pool, run_id, 'completed', 'ok');
  await setStatus(on.pool, task_id, 'needs_review');
  const event = { seq: 1, event_type: 'task.created', entity_id: task_id, payload: '{}', actor: 'me' };
  await insert(on.pool, 'realtime_events', { project_id, ...event });
  const looked = { project_id, task_id };
  await on.pool.query('insert into task_looks (project_id, task_id) values ($1, $2)', Object.values(looked));
  await on.pool.query(`insert into task_counts values ($1, 'done', 1)`, [project_id]);
  await on.pool.query(`insert into project_state_copies (project_id, status) values ($1, 'behind')`, [
    project_id,
  ]);
  await insert(on.pool, 'control_acts', {
    ...{ project_id, conversation_id, request_id, user_id, act: 'pause', before: '{}' },
  });
  const audited = { actor: 'me', action: 'task.created', entity_id: task_id, project_id };
  return { project_id, audit_id: await insert(on.pool, 'audit_log', audited), task_id };
}

test.each([
  ['audit_log', `actor = 'someone else'`],
  ['task_events', `payload = '{}'`],
  ['project_state_versions', `content = 'other'`],
  ['spec_phase_versions', `output_markdown = 'other'`],
])('rows of %s are neither changed nor deleted', async (table, change) => {
  await insertHistory();
  const before = await select(`select * from ${table}`);
  const refusal = { code: 'OM001' };
  await expect(on.pool.query(`update ${table} set ${change}`)).rejects.toMatchObject(refusal);
  await expect(on.pool.query(`delete from ${table}`)).rejects.toMatchObject(refusal);
  expect(await select(`select * from ${table}`)).toEqual(before);
});

test('an event is never changed', async () => {
  await insertHistory();
  await expect(on.pool.query(`update realtime_events set seq = 7`)).rejects.toMatchObject({ code: 'OM001' });
});

test('a project with all its history is deleted at once, and only its audit stays', async () => {
  const other = await insertHistory();
  const { project_id, audit_id } = await insertHistory();
  const owned = await select<{ name: string }>(`
    select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relkind = 'r' and a.attname = 'project_id' and c.relnamespace = 'public'::regnamespace
      and c.relname <> 'audit_log'`);
  const count = async (id: string) => {
    const all = await Promise.all(
      owned.map(({ name }) => select(`select 1 from ${name} where project_id = $1`, [id])),
    );
    return Object.fromEntries(owned.map(({ name }, index) => [name, all[index]?.length ?? 0]));
  };
  const kept = await count(other.project_id);
  expect(Object.values(await count(project_id)).every((rows) => rows > 0)).toBe(true);
  await on.pool.query('delete from projects where id = $1', [project_id]);
  expect(Object.values(await count(project_id)).every((rows) => rows === 0)).toBe(true);
  expect(await count(other.project_id)).toEqual(kept);
  expect(await select('select id from audit_log where id = $1', [audit_id])).toHaveLength(1);
});
