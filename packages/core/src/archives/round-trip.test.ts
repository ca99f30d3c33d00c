import { archiveTableNames, archiveTables } from '@overmind/db/queries/archive/tables';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCycles } from '../cycles/run.ts';
import { getSnapshot } from '../projects/read.ts';
import { deleteProject } from '../projects/update.ts';
import { readSessions } from '../search/read-sessions.ts';
import { searchProject } from '../search/search.ts';
import { makeProject, makeUser } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import {
  exportBytes,
  importBytes,
  openArchive,
  packAgain,
  putRows,
  rowsOf,
} from './test-support/archives.ts';
import { filesUnder, makeHistory, workFilesGone } from './test-support/history.ts';

let on: TestCore;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());

/** As if all that is live had ended, so that the project may go. */
const endAll = (projectId: string) =>
  on.core.db
    .updateTable('agent_runs')
    .set({ finished_at: sql<Date>`now()`, status: 'canceled' })
    .where('status', 'in', ['queued', 'started', 'streaming'])
    .where('project_id', '=', projectId)
    .execute();

test('a project comes back with the same rows and files, and goes out again as it came', async () => {
  const { core } = on;
  const made = await makeHistory(core);
  const before = await openArchive(await exportBytes(core, made.owner, made.project.id));
  const bytes = await exportBytes(core, made.owner, made.project.id);
  await endAll(made.project.id);
  await deleteProject(core, made.owner, made.project.id);

  const came = await importBytes(core, made.owner, bytes);
  expect(came).toMatchObject({
    ids: 'kept',
    files: 1,
    project: { id: made.project.id, key: made.project.key },
  });
  for (const table of archiveTableNames) expect(came.rows[table], table).toBe(rowsOf(before, table).length);

  const kept = await openArchive(await exportBytes(core, made.owner, made.project.id));
  expect(before.manifest.entries.filter(({ rows }) => rows === null)).toEqual(
    kept.manifest.entries.filter(({ rows }) => rows === null),
  );
  for (const table of [
    'project_state_versions',
    'agent_run_logs',
    'task_dependencies',
    'artifacts',
    'conversations',
    ...['specs', 'spec_phases', 'spec_phase_versions'],
  ])
    expect(rowsOf(kept, table), table).toEqual(rowsOf(before, table));

  // What was settled once stays: from here on every row goes out as it came in.
  const again = await importBytes(core, made.owner, await exportBytes(core, made.owner, made.project.id));
  expect(again.ids).toBe('remapped');
  const copy = await openArchive(await exportBytes(core, made.owner, again.project.id));
  expect(copy.manifest.entries.map(({ rows }) => rows)).toEqual(
    kept.manifest.entries.map(({ rows }) => rows),
  );
  const withoutPrefix = (key: unknown) => (typeof key === 'string' ? key.replace(/^[A-Z0-9]+/, '') : key);
  const plain = (archive: typeof copy) =>
    archiveTableNames.map((table) =>
      rowsOf(archive, table)
        .map((row) => JSON.stringify({ ...row, key: withoutPrefix(row['key']), payload: null }))
        .map((row) => row.replaceAll(/[0-9a-f]{2}-[0-9a-f]{12}(?=")/g, 'id')),
    );
  expect(plain(copy)).toEqual(plain(kept));
  expect(copy.manifest.entries.map(({ sha256, rows }) => (rows === null ? sha256 : null))).toEqual(
    kept.manifest.entries.map(({ sha256, rows }) => (rows === null ? sha256 : null)),
  );
});

test('what was live ends, tasks wait again, and nothing runs before a person looked', async () => {
  const { core } = on;
  const made = await makeHistory(core);
  const importer = await makeUser(core);
  const bytes = await exportBytes(core, made.owner, made.project.id);
  const { project, warnings } = await importBytes(core, importer, bytes);
  expect(project).toMatchObject({
    my_role: 'owner',
    default_repo_path: null,
    settings: { orchestration: 'paused' },
  });
  const snapshot = await getSnapshot(core, importer, project.id);
  expect(snapshot.task_counts).toMatchObject({ done: 1, queued: 4 });
  expect(snapshot.tasks.every((task) => task.key.startsWith(`${project.key}-`))).toBe(true);
  expect(snapshot.agents.every((agent) => !agent.is_enabled)).toBe(true);
  expect(snapshot.runs.map((run) => [run.status, run.reason]).sort()).toEqual([
    ['canceled', 'lost'],
    ['canceled', 'lost'],
    ['completed', 'ok'],
  ]);
  expect(warnings.join(' ')).toMatch(/paused.*2 runs were live.*A request/);
  await runCycles(core, project.id);
  expect(
    (await getSnapshot(core, importer, project.id)).runs.filter((run) => run.finished_at === null),
  ).toEqual([]);
});

test('what a coding agent said and asked for comes along, and asks for nothing any more', async () => {
  const { core } = on;
  const made = await makeHistory(core);
  const bytes = await exportBytes(core, made.owner, made.project.id);
  const { project } = await importBytes(core, made.owner, bytes, { ids: 'remap' });
  const [before, after] = [
    await openArchive(bytes),
    await openArchive(await exportBytes(core, made.owner, project.id)),
  ];
  const steps = (archive: typeof before) =>
    rowsOf(archive, 'agent_run_transcript').map((row) => [row['seq'], row['last_seq'], row['steps']]);
  expect(steps(before)).toHaveLength(1);
  expect(steps(after)).toEqual(steps(before));
  expect(rowsOf(before, 'run_permissions').map((row) => row['status'])).toEqual(['allowed', 'pending']);
  expect(rowsOf(after, 'run_permissions')).toMatchObject([
    { status: 'allowed', decided_by_user_id: made.owner.userId },
    { status: 'withdrawn', decided_at: expect.any(String) },
  ]);
  expect(rowsOf(after, 'run_inputs')).toMatchObject([{ status: 'refused', text: 'Use pnpm.' }]);
  await readSessions(core);
  const { items } = await searchProject(core, project.id, { q: 'zebra', limit: 50 });
  expect(items).toMatchObject([{ kind: 'session', status: 'canceled', run: { entry_id: 'm' } }]);
});

test('a copy answers to its own ids, in values inside too', async () => {
  const { core } = on;
  const made = await makeHistory(core);
  const bytes = await exportBytes(core, made.owner, made.project.id);
  const { project } = await importBytes(core, made.owner, bytes, { ids: 'remap', name: 'Copy' });
  expect(project.name).toBe('Copy');
  const copy = await openArchive(await exportBytes(core, made.owner, project.id));
  const ids = new Set(rowsOf(await openArchive(bytes), 'agent_runs').map((row) => row['id'] as string));
  for (const table of ['task_events', 'agent_runs', 'artifacts', 'messages']) {
    const all = JSON.stringify(rowsOf(copy, table));
    for (const id of ids) expect(all, table).not.toContain(id);
  }
  const runIds = new Set(rowsOf(copy, 'agent_runs').map((row) => row['id']));
  const named = rowsOf(copy, 'task_events').flatMap(
    ({ payload }) => (payload as { run_id?: string }).run_id ?? [],
  );
  expect(named.length).toBeGreaterThan(0);
  expect(named.every((id) => runIds.has(id))).toBe(true);
});

test('two imports of one archive at once make two projects, or one is told that the ids are taken', async () => {
  const { core } = on;
  const made = await makeHistory(core);
  const bytes = await exportBytes(core, made.owner, made.project.id);
  await endAll(made.project.id);
  await deleteProject(core, made.owner, made.project.id);
  const both = await Promise.all([
    importBytes(core, made.owner, bytes),
    importBytes(core, made.owner, bytes),
  ]);
  expect(both.map((each) => each.ids).sort()).toEqual(['kept', 'remapped']);
  expect(both[0].project.key).not.toBe(both[1].project.key);
  for (const { project } of both) expect(await filesUnder(on, `projects/${project.id}`)).toHaveLength(1);
  await expect(importBytes(core, made.owner, bytes, { ids: 'keep' })).rejects.toMatchObject({
    code: 'conflict',
  });
  for (const { project } of both) expect(await filesUnder(on, `projects/${project.id}`)).toHaveLength(1);
});

test('the same key with the same archive makes one project, with another archive it is refused', async () => {
  const { core } = on;
  const made = await makeHistory(core);
  const call = { ...made.owner, idempotency: { key: 'import-1', fingerprint: Buffer.from('x') } };
  const bytes = await exportBytes(core, made.owner, made.project.id);
  const first = await importBytes(core, call, bytes, { ids: 'remap' });
  const second = await importBytes(core, call, bytes, { ids: 'remap' });
  expect(second.project.id).toBe(first.project.id);
  const other = await exportBytes(core, made.owner, first.project.id);
  await expect(importBytes(core, call, other, { ids: 'remap' })).rejects.toMatchObject({ code: 'invalid' });
  await workFilesGone(on);
});

test('what is left out of an archive is left out on purpose', async () => {
  const leftOut: Record<string, string[]> = {
    tasks: ['overlaps', 'is_ready'],
    requests: ['reading_until'],
    agent_runs: ['runner_id', 'lease_token', 'lease_expires_at', 'session_id', 'is_waiting'],
    artifacts: ['storage_path', 'here_since'],
    recordings: ['storage_path', 'failures', 'not_before', 'is_pending_message', 'here_since'],
    discussions: [
      ...['active_ms', 'cost_micros', 'ended_at', 'facilitator', 'final_summary', 'goal', 'look_at', 'phase'],
      ...['reason', 'record', 'rounds', 'seq', 'settings', 'status', 'tokens', 'turns', 'user_questions'],
      ...['waits_for', 'origin_conversation_id', 'answer_due_at', 'waits_until'],
      ...['goal_letters', 'here_since'],
    ],
    merges: ['batch', 'overtaken', 'ask_id', 'has_moved', 'obstructed', 'not_before'],
  };
  const { rows: ofProjects } = await sql<{ name: string }>`
    select distinct table_name as name from information_schema.columns where table_schema = 'public'
    and column_name in ('project_id', 'task_id', 'run_id', 'conversation_id') order by 1`.execute(on.core.db);
  const archived: readonly string[] = archiveTableNames;
  expect(ofProjects.map(({ name }) => name).filter((name) => !archived.includes(name))).toEqual([
    ...['agent_tokens', 'api_tokens', 'audit_log', 'budget_counters', 'control_acts'],
    ...['discussion_speakers', 'model_answers', 'model_calls', 'model_turns'],
    ...['model_usage', 'project_counters'],
    ...[
      'project_members',
      'project_state_copies',
      'prompt_inputs',
      'realtime_events',
      'repository_words',
      'review_views',
      'run_passages',
    ],
    ...['search_entries', 'task_count_changes', 'task_counts', 'task_looks', 'terminals'],
    ...['unread_transcripts', 'voice_captures'],
  ]);
  for (const table of archiveTableNames) {
    const { rows } = await sql<{ name: string }>`select column_name as name from information_schema.columns
      where table_schema = 'public' and table_name = ${table}`.execute(on.core.db);
    const held: readonly string[] = archiveTables[table].columns;
    expect(rows.map(({ name }) => name).sort(), table).toEqual([...held, ...(leftOut[table] ?? [])].sort());
  }
});

test('an archive of the first format comes in, with nothing in what it did not know', async () => {
  const { core } = on;
  const made = await makeHistory(core);
  const archive = await openArchive(await exportBytes(core, made.owner, made.project.id));
  const since = [
    'agent_run_transcript',
    'run_permissions',
    'run_inputs',
    'review_comments',
    'merges',
    'recordings',
    'recording_tasks',
    'corrections',
    'personas',
    'persona_versions',
    'discussions',
    'discussion_events',
    'discussion_messages',
    'specs',
    'spec_phases',
    'spec_phase_versions',
  ];
  const paths = since.map((table) => `rows/${table}.ndjson`);
  for (const path of paths) archive.entries.delete(path);
  archive.manifest.format = 1;
  archive.manifest.entries = archive.manifest.entries.filter((entry) => !paths.includes(entry.path));
  const without = (table: string, ...columns: string[]) =>
    putRows(
      archive,
      table,
      rowsOf(archive, table).map((row) =>
        Object.fromEntries(Object.entries(row).filter(([name]) => !columns.includes(name))),
      ),
    );
  without('agent_runs', 'flags', 'sandbox', 'executor', 'transcript_seq');
  without('tasks', 'origin');
  without('messages', 'recording_id', 'recording_start_ms', 'recording_end_ms');
  const came = await importBytes(core, made.owner, await packAgain(archive), { ids: 'remap' });
  expect(came.rows['agent_runs']).toBe(rowsOf(archive, 'agent_runs').length);
  expect(came.rows['merges'] ?? 0).toBe(0);
});

test('thousands of rows go out and come in', async () => {
  const { core } = on;
  const made = await makeProject(core);
  const { conversation } = await getSnapshot(core, made.owner, made.project.id);
  await sql`insert into messages (id, conversation_id, role, message_type, content, content_format)
    select gen_random_uuid(), ${conversation.id}::uuid, 'user', 'chat', repeat('word ', 50), 'plain'
    from generate_series(1, 5000)`.execute(core.db);
  const came = await importBytes(core, made.owner, await exportBytes(core, made.owner, made.project.id));
  expect(came.rows['messages']).toBe(5_000);
  const copy = await openArchive(await exportBytes(core, made.owner, came.project.id));
  expect(rowsOf(copy, 'messages')).toHaveLength(5_000);
});
