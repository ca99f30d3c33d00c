import type { Topic } from '@overmind/contracts/entities/request';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeTask } from '../test-support/makers.ts';
import { rowsReadBy } from '../test-support/rows-read.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { ask, type Chat, openChat, say, statusOf } from './test-support/chat.ts';

let on: TestCore;
let chat: Chat;
const count = 100_000;
/** Of rows and index entries. Every eighth task waits, failed or is blocked; all of them are far more. */
const few = count / 5;

/** As a project that has been at work for years, with as many messages in one conversation. */
async function fill(): Promise<void> {
  const { project, agent, owner } = chat.made;
  const client = await on.database.pool.connect();
  try {
    await client.query(`set session_replication_role = replica`);
    await client.query(
      `insert into tasks (id, project_id, number, key, title, type, priority, status, requested_by,
         assigned_agent_id, created_at, updated_at)
       select gen_random_uuid(), $1, n, $2 || '-' || n, 'Change the page number ' || n, 'code_change', 1 + n % 5,
         (array['queued', 'done', 'done', 'done', 'failed', 'blocked', 'canceled', 'needs_review'])[1 + n % 8],
         'chat', $3, now() - n * interval '1 minute', now() - n * interval '1 minute'
       from generate_series(1, $4::int) n`,
      [project.id, project.key, agent.id, count],
    );
    await client.query(`update project_task_counters set task_number = $2 where project_id = $1`, [
      project.id,
      count,
    ]);
    await client.query(
      `insert into task_counts select project_id, status, count(*) from tasks where project_id = $1 group by 1, 2`,
      [project.id],
    );
    await client.query(
      `insert into messages (id, conversation_id, role, message_type, content, content_format, links)
       select ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, $1,
         (array['user', 'relayer'])[1 + n % 2], 'chat', 'status', 'plain', '{}' from generate_series(1, $2::int) n`,
      [chat.id, count],
    );
    await client.query(
      `insert into requests (id, project_id, source, conversation_id, text, intent, status, created_by_user_id, created_at)
       select ('00000000-0000-7000-9000-' || lpad(to_hex(n), 12, '0'))::uuid, $1, 'chat', $2, 'status', 'status', 'answered', $3, now() - n * interval '1 second'
       from generate_series(1, $4::int) n`,
      [project.id, chat.id, owner.userId, count],
    );
  } finally {
    await client.query(`set session_replication_role = default`);
    client.release();
  }
  await on.database.pool.query('analyze');
}

beforeAll(async () => {
  on = await startTestCore();
  chat = await openChat(on);
  await fill();
});
afterAll(() => on.stop());

const topics: Topic[] = [
  'overview',
  'running',
  'queue',
  'failed',
  'done',
  'counts',
  'agents',
  'risks',
  'last_run',
];

it.each(topics)('among 100,000 tasks and messages a question (%s) reads few of them', async (topic) => {
  const read = await rowsReadBy(on, () => ask(chat, { kind: 'question', intent: 'ask', topic }));
  expect(read).toBeLessThan(few);
});

it('an old task that is named is found among 100,000, and its act is done, without reading them', async () => {
  const { key } = chat.made.project;
  const old = `${key}-${count - (count % 8)}`;
  const toFind = () => ask(chat, { intent: 'status', topic: 'task', targets: [old] });
  expect(await rowsReadBy(on, toFind)).toBeLessThan(few);
  const task = await makeTask(on.core, chat.made);
  const toAct = () => ask(chat, { intent: 'cancel', targets: [task.key, old] });
  expect(await rowsReadBy(on, toAct)).toBeLessThan(few);
  expect(await statusOf(chat, task.id)).toBe('canceled');
});

it('words are understood against 100,000 tasks without reading them', async () => {
  const { key } = chat.made.project;
  const reply = await say(chat, `how is ${key}-${count - 3}?`);
  expect(reply.content).toContain(`**${key}-${count - 3}**`);
  const read = await rowsReadBy(on, () => say(chat, `how is ${key}-${count - 11}?`));
  expect(read).toBeLessThan(few);
});
