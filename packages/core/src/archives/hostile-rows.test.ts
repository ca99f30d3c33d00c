import { createHash } from 'node:crypto';
import { afterAll, beforeAll, test } from 'vitest';
import { putEntry } from './test-support/archives.ts';
import { makeHistory } from './test-support/history.ts';
import { HostileTries } from './test-support/hostile.ts';

let tries: HostileTries;
beforeAll(async () => {
  tries = await HostileTries.start();
});
afterAll(() => tries.on.stop());

test('rows that break their schema are refused, with the place', async () => {
  await tries.expectRefusal(
    await tries.changedRow('tasks', (row) => (row['status'] = 'sleeping')),
    /rows\/tasks.ndjson, row 1,.*status/,
  );
  await tries.expectRefusal(
    await tries.changedRow('tasks', (row) => (row['lease'] = 1)),
    /row 1, breaks its schema/,
  );
  await tries.expectRefusal(await tries.changedRow('tasks', (row) => delete row['title']), /title/);
  await tries.expectRefusal(await tries.changedRow('tasks', (row) => (row['number'] = 2 ** 40)), /number/);
  await tries.expectRefusal(
    await tries.changedRow('tasks', (row) => (row['description'] = 'a\0b')),
    /cannot be stored/,
  );
  await tries.expectRefusal(
    await tries.changedRow(
      'agents',
      (row) => ((row['config'] as Record<string, unknown>)['env'] = ['LD_PRELOAD']),
    ),
    /config/,
  );
  await tries.expectRefusal(
    await tries.changedRow('artifacts', (row) => (row['name'] = 'a"\r\nx: y')),
    /name/,
  );
  await tries.expectRefusal(
    await tries.changed((archive) => putEntry(archive, 'rows/tasks.ndjson', Buffer.from('{"id":\n'), 1)),
    /row 1, is not JSON/,
  );
  await tries.expectRefusal(
    await tries.changed((archive) => putEntry(archive, 'rows/tasks.ndjson', Buffer.from('{}'), 1)),
    /ends in the middle of a row/,
  );
  let deep: unknown = 1;
  for (let depth = 0; depth < 500; depth += 1) deep = { deep };
  await tries.expectRefusal(
    await tries.changedRow('task_events', (row) => (row['payload'] = { deep })),
    /nested too deeply/,
  );
});

const stranger = '0199f000-0000-7000-8000-000000000000';

test('rows that name what the archive does not hold are refused, also when it is there', async () => {
  const other = await makeHistory(tries.on.core);
  const theirs = other.project.id;
  await tries.expectRefusal(
    await tries.changedRow('tasks', (row) => (row['project_id'] = theirs)),
    /project_id in tasks names a row of projects/,
  );
  await tries.expectRefusal(
    await tries.changedRow('task_dependencies', (row) => (row['depends_on_task_id'] = stranger)),
    /depends_on_task_id/,
  );
  await tries.expectRefusal(
    await tries.changedRow('task_events', (row) => (row['task_id'] = stranger)),
    /task_id in task_events/,
  );
  await tries.expectRefusal(
    await tries.changedRow('tasks', (row) => (row['assigned_agent_id'] = other.agent.id)),
    /assigned_agent_id/,
  );
});

test('rows that no installation could have written are refused', async () => {
  await tries.expectRefusal(
    await tries.changedRow('tasks', (_row, all) => {
      for (const task of all) task['status'] = 'done';
    }),
    /is done without a successful run/,
  );
  await tries.expectRefusal(
    await tries.changedRow('tasks', (_row, all) =>
      Object.assign(all.at(-1) ?? {}, { status: 'blocked', status_reason: null }),
    ),
    /blocked and nothing says why/,
  );
  await tries.expectRefusal(
    await tries.changedRow('task_dependencies', (_row, all) => {
      const [first] = all;
      all.push({ task_id: first?.['depends_on_task_id'], depends_on_task_id: first?.['task_id'] });
      all.sort((a, b) => (String(a['task_id']) < String(b['task_id']) ? -1 : 1));
    }),
    /circle/,
  );
  await tries.expectRefusal(
    await tries.changedRow('project_task_counters', (row) => (row['task_number'] = 1)),
    /higher number/,
  );
  await tries.expectRefusal(
    await tries.changedRow('tasks', (row) => (row['key'] = 'OTHER-1')),
    /has the key OTHER-1/,
  );
  await tries.expectRefusal(
    await tries.changedRow('tasks', (_row, all) =>
      Object.assign(all[1] ?? {}, { number: all[0]?.['number'], key: all[0]?.['key'] }),
    ),
    /breaks a rule of the database/,
  );
  await tries.expectRefusal(
    await tries.changedRow('tasks', (row, all) => all.push(row)),
    /twice, or out of order/,
  );
  await tries.expectRefusal(
    await tries.changedRow('agents', (_row, all) => {
      for (const each of all) each['name'] = 'same';
    }),
    /agents_name/,
  );
  await tries.expectRefusal(
    await tries.changedRow('agent_runs', (row) => (row['finished_at'] = null)),
    /agent_runs/,
  );
});

test('logs, state versions and files have to be what they were', async () => {
  await tries.expectRefusal(
    await tries.changedRow('agent_run_logs', (row) => (row['seq'] = 2)),
    /log of run .* is broken at line 1/,
  );
  await tries.expectRefusal(
    await tries.changedRow('agent_run_logs', (_row, all) => all.pop()),
    /log that is shorter/,
  );
  await tries.expectRefusal(
    await tries.changedRow('project_state_versions', (row) => (row['content'] = 'notes: mine')),
    /State version 1/,
  );
  await tries.expectRefusal(
    await tries.changedRow('project_state_versions', (row) => {
      row['content'] = 'x'.repeat(2 * 1024 * 1024 + 1);
      row['content_hash'] = createHash('sha256').update(String(row['content'])).digest('hex');
    }),
    /State version 1 is larger/,
  );
  await tries.expectRefusal(
    await tries.changedRow('artifacts', (row) => (row['size_bytes'] = 1)),
    /not the file that its row tells of/,
  );
  await tries.expectRefusal(
    await tries.changedRow('artifacts', (_row, all) => all.pop()),
    /belongs to nothing/,
  );
  await tries.expectRefusal(
    await tries.changed(({ manifest }) => {
      for (const entry of manifest.entries) if (entry.path === 'rows/tasks.ndjson') entry.rows = 1;
    }),
    /as many rows/,
  );
});
