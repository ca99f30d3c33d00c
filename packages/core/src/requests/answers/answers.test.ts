import type { Message } from '@overmind/contracts/entities/conversation';
import type { Topic } from '@overmind/contracts/entities/request';
import { remarks, topics } from '@overmind/contracts/entities/request';
import { RunResult } from '@overmind/contracts/entities/run';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runCycles } from '../../cycles/run.ts';
import { rejectTask } from '../../tasks/review.ts';
import { failure, finish, makeReviewedTask, makeTask, startRuns } from '../../test-support/makers.ts';
import { startTestCore, type TestCore } from '../../test-support/start-test-core.ts';
import { ask, type Chat, openChat, requestsOf, traces } from '../test-support/chat.ts';

let on: TestCore;
let chat: Chat;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());
beforeEach(async () => {
  chat = await openChat(on);
});

const tell = async (topic: Topic | null, targets: string[] = []): Promise<string> =>
  (await ask(chat, { kind: 'question', intent: 'ask', topic, targets })).content;

const broken = RunResult.parse({
  ...{ status: 'failed', reason: 'check_failed', exit_code: 1, summary: 'unit failed' },
  steps: [
    { name: 'build', kind: 'command', run: ['make'], status: 'passed', exit_code: 0 },
    { name: 'unit', kind: 'check', run: ['npm', 'test'], status: 'failed', exit_code: 7 },
  ].map((step) => ({ ...step, duration_ms: 5, log_from_seq: null, log_to_seq: null })),
});

async function failedTask() {
  const task = await makeTask(on.core, chat.made);
  for (const job of await startRuns(on.core, chat.made, chat.runner))
    await finish(on.core, chat.runner, job, broken);
  return task;
}

describe('a question about the board', () => {
  it('is answered with what is running, since when and by whom', async () => {
    expect(await tell('running')).toBe('Nothing is running.');
    const task = await makeTask(on.core, chat.made);
    await startRuns(on.core, chat.made, chat.runner);
    expect(await tell('running')).toMatch(
      new RegExp(`^Running: \\*\\*${task.key}\\*\\* ${task.title}, by backend, for \\d+ seconds?`),
    );
  });

  it('is answered with numbers and names of that moment', async () => {
    const reviewed = await makeReviewedTask(on.core, chat.made, chat.runner);
    const failed = await failedTask();
    const queued = await makeTask(on.core, chat.made, { priority: 1 });
    const blocked = await makeTask(on.core, chat.made);
    await ask(chat, { intent: 'block', targets: [blocked.key], words: 'no address yet' });
    expect(await tell('counts')).toBe(
      'There are 4 tasks, 4 of them open: 1 queued, 1 for your review, 1 failed, 1 blocked.',
    );
    const overview = await ask(chat, { intent: 'status', topic: 'overview' });
    expect(overview.content).toBe(
      [
        'Nothing is running.',
        `For your review: **${reviewed.key}** ${reviewed.title}.`,
        `Failed: **${failed.key}** ${failed.title}.`,
        `Blocked: **${blocked.key}** ${blocked.title}.`,
        '1 queued.',
      ].join('\n'),
    );
    expect(overview.links.tasks.map((task) => task.key)).toEqual([reviewed.key, failed.key, blocked.key]);
    expect(await tell('next')).toContain(`Next is **${queued.key}**`);
    expect(await tell('queue')).toContain(queued.key);
    expect(await tell('blocked')).toContain('no address yet');
    expect(await tell('failed')).toContain(failed.key);
    expect(await tell('review')).toContain(reviewed.key);
    expect(await tell('done')).toBe('Nothing is done yet.');
    await ask(chat, { intent: 'approve', targets: [reviewed.key] });
    expect(await tell('done')).toContain(reviewed.key);
  });

  it('names the first of many and says how many more there are', async () => {
    for (let index = 0; index < 8; index += 1) await makeTask(on.core, chat.made);
    const reply = await tell('queue');
    expect(reply).toMatch(/^Queued, 8 tasks:(\n- .*){5}\nand 3 more\.$/);
  });

  it('"what comes next" is answered with what the orchestrator takes next, not with what has to wait', async () => {
    await ask(chat, { intent: 'pause' });
    const first = await makeTask(on.core, chat.made, { priority: 4 });
    const urgent = await makeTask(on.core, chat.made, { priority: 1, depends_on: [first.id] });
    const late = await makeTask(on.core, chat.made, { priority: 3 });
    const aged = sql`update tasks set created_at = now() - interval '2 hours' where id = ${first.id}`;
    await aged.execute(on.core.db);
    const reply = await tell('next');
    expect(reply).toMatch(new RegExp(`^Next is \\*\\*${first.key}\\*\\* .* Then \\*\\*${late.key}\\*\\*`));
    expect(reply).not.toContain(urgent.key);
    await ask(chat, { intent: 'cancel', targets: [first.key, late.key] });
    expect(await tell('next')).toMatch(/^Nothing can start now: what is queued \(1 task\) waits/);
  });

  it('says that the project is paused where that is why nothing starts', async () => {
    await ask(chat, { intent: 'pause' });
    const reply = await ask(chat, { intent: 'status', topic: 'running' });
    expect(reply.content).toMatch(/Nothing is running.\nThe project is paused/);
    expect(reply.links.choices).toEqual([{ label: 'Resume', say: 'resume' }]);
  });
});

describe('a question about a task', () => {
  it('"why" is answered with the reason, the step that failed, its exit code and the attempts', async () => {
    const task = await failedTask();
    const reply = await tell('why', [task.key]);
    expect(reply).toMatch(/A required check did not pass/);
    expect(reply).toMatch(/The check "unit" failed with exit code 7\. It was tried once\./);
  });

  it('"why" is answered with what a queued task waits for', async () => {
    const first = await makeTask(on.core, chat.made);
    const second = await makeTask(on.core, chat.made, { depends_on: [first.id] });
    expect(await tell('why', [second.key])).toContain(`It waits for **${first.key}**`);
    await ask(chat, { intent: 'pause' });
    expect(await tell('why', [first.key])).toMatch(/The project is paused/);
  });

  it('"when" and "who" are answered with times and names', async () => {
    const task = await makeReviewedTask(on.core, chat.made, chat.runner);
    expect(await tell('when', [task.key])).toMatch(
      /is waiting for your review, since just now \(\d{4}-\d\d-\d\d \d\d:\d\d UTC\)\.\nIt was asked for just now .*\nIts latest run started just now .* and ended just now/,
    );
    await ask(chat, { intent: 'approve', targets: [task.key] });
    expect(await tell('who', [task.key])).toMatch(
      /was given to backend, on the runner .*\nSomeone asked for it\.\nSomeone approved it\./,
    );
  });

  it('how it is comes with what can be done about it', async () => {
    const task = await makeReviewedTask(on.core, chat.made, chat.runner);
    const reply = await ask(chat, { intent: 'status', topic: 'task', targets: [task.key] });
    expect(reply.content).toMatch(/is waiting for your review, with backend\.\nChanged it\./);
    expect(reply).toMatchObject({ related_task_id: task.id, links: { tasks: [{ id: task.id }] } });
    expect(reply.links.choices.map((choice) => choice.label)).toEqual([
      'Approve',
      'Send back',
      'Show changes',
    ]);
  });

  it('that is not there is told so', async () => {
    expect(await tell('task', ['SHOP-4711'])).toBe('There is no task SHOP-4711.');
  });

  it('of another project is not there either', async () => {
    const other = await openChat(on);
    const foreign = await makeTask(on.core, other.made);
    const { rows } = await on.database.pool.query(
      'update projects set key = $2 where id = $1 returning key',
      [chat.made.project.id, 'MINE'],
    );
    expect(rows).toEqual([{ key: 'MINE' }]);
    expect(await tell('task', [foreign.key])).toBe(`There is no task ${foreign.key}.`);
  });
});

describe('a question about the project', () => {
  it('is answered about agents, runners, runs and changes', async () => {
    await failedTask();
    expect(await tell('last_run')).toMatch(
      /attempt 1 of .* by backend\. It failed, just now .* exit code was 1/,
    );
    const task = await makeReviewedTask(on.core, chat.made, chat.runner);
    expect(await tell('last_run')).toMatch(/It succeeded/);
    expect(await tell('agents')).toMatch(/backend is enabled, nothing to do/);
    expect(await tell('runners')).toMatch(/is online, 0 of 50 places taken/);
    const changes = await ask(chat, { intent: 'what_changed' });
    expect(changes.content).toContain(`**${task.key}** ${task.title} changed no files`);
    expect((await ask(chat, { intent: 'what_changed', agent: 'qa' })).content).toMatch(
      /qa has changed nothing/,
    );
    expect((await ask(chat, { intent: 'what_changed', targets: [task.key] })).content).toContain(
      'Changed it.',
    );
    expect((await ask(chat, { intent: 'ask', topic: 'last_run', agent: 'qa' })).content).toBe(
      'No run of qa has ended yet.',
    );
  });

  it('is answered with what a task changed, though its latest run failed', async () => {
    const task = await makeReviewedTask(on.core, chat.made, chat.runner);
    await rejectTask(on.core, chat.made.owner, task.id, 'Once more.');
    const [job] = await startRuns(on.core, chat.made, chat.runner);
    if (job) await finish(on.core, chat.runner, job, failure);
    const reply = await ask(chat, { intent: 'what_changed', targets: [task.key] });
    expect(reply.content).toMatch(/changed no files\.\nChanged it\./);
  });

  it('is answered with its risks as they are now, before any cycle has written them down', async () => {
    expect(await tell('risks')).toMatch(/no risk/);
    const task = await makeTask(on.core, chat.made);
    await ask(chat, { intent: 'block', targets: [task.key], words: 'no contract' });
    expect(await tell('risks')).toBe(`Risks: ${task.key} is blocked: no contract`);
  });

  it('is answered with its focus, decisions and notes', async () => {
    expect(await tell('focus')).toMatch(/no focus/);
    await makeTask(on.core, chat.made);
    await runCycles(on.core, chat.made.project.id);
    expect(await tell('decisions')).toBe('No decision is on record.');
    expect(await tell('notes')).toBe('There are no notes in the state document.');
    await on.database.pool.query(
      `insert into project_state_versions (id, project_id, version, state_format, content, content_hash, reason)
       select gen_random_uuid(), project_id, version + 1, state_format,
         regexp_replace(content, 'notes: .*$', 'notes: "Ship on Friday."' || chr(10)), content_hash, 'edit'
       from project_state_versions where project_id = $1 order by version desc limit 1`,
      [chat.made.project.id],
    );
    expect(await tell('notes')).toBe('The notes say: Ship on Friday.');
  });

  it('that cannot be answered is met with what can', async () => {
    const reply = await ask(chat, { kind: 'question', intent: 'ask' });
    expect(reply.content).toMatch(/I can answer about/);
    expect(reply.links.choices.map((choice) => choice.label)).toContain("What's running?");
  });
});

const isShort = (reply: Message) => reply.content.split('\n').length <= 7 && reply.content.length <= 700;

it.each(topics)(
  'a question (%s) changes nothing and is answered shortly, with or without a task',
  async (topic) => {
    const task = await failedTask();
    const before = await traces(chat);
    const bare = await ask(chat, { kind: 'question', intent: 'ask', topic });
    const named = await ask(chat, { kind: 'question', intent: 'ask', topic, targets: [task.key] });
    expect(await traces(chat)).toEqual(before);
    expect([bare, named].every(isShort)).toBe(true);
    expect((await requestsOf(chat)).map((request) => request.status)).toEqual(['answered', 'answered']);
  },
);

it.each(remarks)('a remark (%s) gets one line and changes nothing', async (remark) => {
  await makeTask(on.core, chat.made);
  const before = await traces(chat);
  const reply = await ask(chat, { kind: 'question', intent: 'ask', remark });
  expect(reply.content.split('\n')).toHaveLength(1);
  expect(await traces(chat)).toEqual(before);
});

it('a courtesy beside a question is no paragraph of its own', async () => {
  const reply = await ask(chat, [{ remark: 'greeting' }, { intent: 'status', topic: 'running' }]);
  expect(reply.content).toBe('Nothing is running.');
});

it('the last answer is given again, with what it offered and spoke of', async () => {
  expect(await tell('last_answer')).toBe('I have said nothing here yet.');
  const task = await makeReviewedTask(on.core, chat.made, chat.runner);
  const first = await ask(chat, { intent: 'status', topic: 'task', targets: [task.key] });
  const again = await ask(chat, { kind: 'question', intent: 'ask', topic: 'last_answer' });
  expect(again.id).not.toBe(first.id);
  expect(again.content).toBe(first.content);
  expect(again.links).toEqual(first.links);
  expect(first.links.choices.map(({ label }) => label)).toContain('Approve');
});

it('who asks for silence is answered in writing alone', async () => {
  const hushed = await ask(chat, { kind: 'question', intent: 'ask', remark: 'hush' });
  expect(hushed.links.silence).toBe('voice');
  const deaf = await ask(chat, { kind: 'question', intent: 'ask', remark: 'stop_listening' });
  expect(deaf.links.silence).toBe('microphone');
  const beside = await ask(chat, [{ remark: 'hush' }, { intent: 'status', topic: 'running' }]);
  expect(beside).toMatchObject({ content: 'Nothing is running.', links: { tasks: [] } });
  expect(beside.links.silence).toBeUndefined();
});
