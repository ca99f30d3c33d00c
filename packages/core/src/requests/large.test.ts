import type { Topic } from '@overmind/contracts/entities/request';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeTask } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { ask, type Chat, openChat, say, statusOf } from './test-support/chat.ts';

let on: TestCore;
let chat: Chat;
const count = 100_000;

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
       select ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, $1, 'user', 'chat', 'status', 'plain',
         '{}' from generate_series(1, $2::int) n`,
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
}, 120_000);
afterAll(() => on.stop());

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

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

it.each(topics)(
  'among 100,000 tasks and messages a question (%s) is answered within a second',
  async (topic) => {
    expect(await timed(() => ask(chat, { kind: 'question', intent: 'ask', topic }))).toBeLessThan(1_000);
  },
);

it('an old task that is named is found among 100,000, and its act is done, within a second each', async () => {
  const { key } = chat.made.project;
  const old = `${key}-${count - (count % 8)}`;
  expect(await timed(() => ask(chat, { intent: 'status', topic: 'task', targets: [old] }))).toBeLessThan(
    1_000,
  );
  const task = await makeTask(on.core, chat.made);
  expect(await timed(() => ask(chat, { intent: 'cancel', targets: [task.key, old] }))).toBeLessThan(1_000);
  expect(await statusOf(chat, task.id)).toBe('canceled');
});

it('words are understood against 100,000 tasks within a second', async () => {
  const { key } = chat.made.project;
  const reply = await say(chat, `how is ${key}-${count - 3}?`);
  expect(reply.content).toContain(`**${key}-${count - 3}**`);
  const took = await timed(() => say(chat, `how is ${key}-${count - 11}?`));
  expect(took).toBeLessThan(1_000);
});
