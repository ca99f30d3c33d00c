import type { Intent } from '@overmind/contracts/entities/request';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { getDiscussion } from '../../discussions/read.ts';
import { getSpec } from '../../specs/read.ts';
import { listTaskEvents } from '../../tasks/read.ts';
import {
  failure,
  finish,
  makeAgent,
  makeMember,
  makeReviewedTask,
  makeTask,
  startRuns,
} from '../../test-support/makers.ts';
import { startTestCore, type TestCore } from '../../test-support/start-test-core.ts';
import {
  ask,
  type Chat,
  openChat,
  orchestrationOf,
  requestsOf,
  statusOf,
  tasksOf,
  traces,
} from '../test-support/chat.ts';

let on: TestCore;
let chat: Chat;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());
beforeEach(async () => {
  chat = await openChat(on);
});

const eventsOf = async (id: string) => (await listTaskEvents(on.core, id, { limit: 50 })).items;

async function failedTask() {
  const task = await makeTask(on.core, chat.made);
  const jobs = await startRuns(on.core, chat.made, chat.runner);
  for (const job of jobs) await finish(on.core, chat.runner, job, failure);
  return task;
}

describe('an act on several tasks', () => {
  it('is done to those that it can be done to, and says of the others why it was not', async () => {
    const open = [await makeTask(on.core, chat.made), await makeTask(on.core, chat.made)];
    const gone = await makeTask(on.core, chat.made);
    await ask(chat, { intent: 'cancel', targets: [gone.key] });
    const targets = [...open, gone].map((task) => task.key);
    const reply = await ask(chat, { intent: 'cancel', targets: [...targets, 'SHOP-999'] });
    expect(await Promise.all(open.map((task) => statusOf(chat, task.id)))).toEqual(['canceled', 'canceled']);
    expect(reply.content).toContain(`Canceled **${open[0]?.key}**`);
    expect(reply.content).toMatch(new RegExp(`Not \\*\\*${gone.key}\\*\\*: This task is canceled already`));
    expect(reply.content).toMatch(/Not \*\*SHOP-999\*\*: There is no such task/);
    expect(reply.links.tasks.map((task) => task.id)).toEqual(open.map((task) => task.id));
    expect((await requestsOf(chat))[0]).toMatchObject({ status: 'answered' });
  });

  it('leaves no trace of what was refused', async () => {
    const task = await makeTask(on.core, chat.made);
    const before = await traces(chat);
    const reply = await ask(chat, { intent: 'approve', targets: [task.key] });
    expect(reply.content).toMatch(/^Not /);
    expect(await traces(chat)).toEqual(before);
    expect((await requestsOf(chat))[0]).toMatchObject({ status: 'rejected' });
  });
});

describe('an act on a task', () => {
  it('retries, approves and sends back with the words that were said', async () => {
    const failed = await failedTask();
    await ask(chat, { intent: 'retry', targets: [failed.key] });
    expect(await statusOf(chat, failed.id)).toBe('queued');
    await ask(chat, { intent: 'cancel', targets: [failed.key] });

    const [one, other] = [
      await makeReviewedTask(on.core, chat.made, chat.runner),
      await makeReviewedTask(on.core, chat.made, chat.runner),
    ];
    await ask(chat, { intent: 'approve', targets: [one.key] });
    expect(await statusOf(chat, one.id)).toBe('done');
    await ask(chat, { intent: 'reject', targets: [other.key], words: 'the colour is wrong' });
    expect(await statusOf(chat, other.id)).toBe('queued');
    const [job] = await startRuns(on.core, chat.made, chat.runner);
    expect(job?.feedback).toEqual(['the colour is wrong']);
  });

  it('sends back without words with those of the message', async () => {
    const task = await makeReviewedTask(on.core, chat.made, chat.runner);
    const reply = await ask(chat, { intent: 'reject', targets: [task.key] });
    expect(reply.content).toMatch(/Sent back.*Add a comment/);
    const [job] = await startRuns(on.core, chat.made, chat.runner);
    expect(job?.feedback.join()).toMatch(/Changes were asked for: words that stand/);
  });

  it('gives it to another agent, and says so when it is there already', async () => {
    const qa = await makeAgent(on.core, chat.made.owner, chat.made.project.id, 'tester');
    const task = await makeTask(on.core, chat.made);
    const reply = await ask(chat, { intent: 'assign', targets: [task.key], agent: 'tester' });
    expect(reply.content).toMatch(/is with tester now/);
    expect((await tasksOf(chat))[0]).toMatchObject({ assigned_agent_id: qa.id });
    const again = await ask(chat, { intent: 'assign', targets: [task.key], agent: 'tester' });
    expect(again.content).toMatch(/It is with tester already/);
  });

  it('changes its priority, notes a comment on it and blocks it with the reason', async () => {
    const task = await makeTask(on.core, chat.made);
    await ask(chat, { intent: 'reprioritize', targets: [task.key], priority: 1 });
    expect((await tasksOf(chat))[0]).toMatchObject({ priority: 1 });
    await ask(chat, { intent: 'comment', targets: [task.key], words: 'use the trigram index' });
    expect((await eventsOf(task.id)).at(-1)).toMatchObject({
      event_type: 'comment',
      actor: `user:${chat.made.owner.userId}`,
      payload: { comment: 'use the trigram index' },
    });
    await ask(chat, { intent: 'block', targets: [task.key], words: 'no address yet' });
    expect((await tasksOf(chat))[0]).toMatchObject({ status: 'blocked', status_reason: 'no address yet' });
  });

  it.each([
    ['comment', /Say what to note/],
    ['block', /Say why the task is blocked/],
    ['assign', /Say which agent/],
  ] as const)('that lacks its words (%s) asks for them and changes nothing', async (intent, answer) => {
    const task = await makeTask(on.core, chat.made);
    expect((await ask(chat, { intent, targets: [task.key] })).content).toMatch(answer);
    expect(await statusOf(chat, task.id)).toBe('queued');
  });

  it('starts a queued task now, and says why another cannot start', async () => {
    const first = await makeTask(on.core, chat.made);
    const second = await makeTask(on.core, chat.made, { depends_on: [first.id] });
    const reply = await ask(chat, { intent: 'run_cycle', targets: [first.key, second.key] });
    expect(reply.content).toMatch(new RegExp(`A run of \\*\\*${first.key}\\*\\*.* is queued`));
    expect(reply.content).toMatch(new RegExp(`Not \\*\\*${second.key}\\*\\*: This task cannot start`));
    const runs = await on.database.pool.query('select task_id from agent_runs where project_id = $1', [
      chat.made.project.id,
    ]);
    expect(runs.rows).toEqual([{ task_id: first.id }]);
  });

  it('that is canceled while it runs is said to be stopping', async () => {
    const task = await makeTask(on.core, chat.made);
    await startRuns(on.core, chat.made, chat.runner);
    expect(await statusOf(chat, task.id)).toBe('in_progress');
    const reply = await ask(chat, { intent: 'cancel', targets: [task.key] });
    expect(reply.content).toBe(`Stopping **${task.key}** ${task.title}: canceled when its run has ended.`);
    expect(await statusOf(chat, task.id)).toBe('in_progress');
  });
});

describe('an act on the project', () => {
  it('pauses and resumes, and says when it was so already', async () => {
    expect((await ask(chat, { intent: 'pause' })).content).toMatch(/^Paused/);
    expect((await ask(chat, { intent: 'pause' })).content).toMatch(/paused already/);
    expect(await orchestrationOf(chat)).toBe('paused');
    expect((await ask(chat, { intent: 'run_cycle' })).content).toMatch(/the project is paused/);
    expect((await ask(chat, { intent: 'resume' })).content).toMatch(/^Resumed/);
    expect(await orchestrationOf(chat)).toBe('running');
    expect((await ask(chat, { intent: 'run_cycle' })).content).toMatch(/on it/);
  });

  it('disables and enables an agent, and knows no agent that there is not', async () => {
    expect((await ask(chat, { intent: 'disable_agent', agent: 'backend' })).content).toMatch(/is disabled/);
    expect((await ask(chat, { intent: 'disable_agent', agent: 'backend' })).content).toMatch(
      /disabled already/,
    );
    expect((await ask(chat, { intent: 'enable_agent', agent: 'backend' })).content).toMatch(/enabled/);
    expect((await ask(chat, { intent: 'enable_agent', agent: 'nobody' })).content).toMatch(/no agent/);
  });
});

describe('help', () => {
  it('names a task as those of the project are called, and one of them once there is one', async () => {
    const { key } = chat.made.project;
    const exampleIn = async () =>
      (await ask(chat, { intent: 'help' })).content.match(/why did (\S+) fail/)?.[1];
    expect(await exampleIn()).toBe(`${key}-1`);
    await makeTask(on.core, chat.made);
    const latest = await makeTask(on.core, chat.made);
    expect(await exampleIn()).toBe(latest.key);
  });

  it('of an act that lacks its task is as near', async () => {
    const reply = await ask(chat, { intent: 'cancel' });
    expect(reply.content).toContain(`"cancel ${chat.made.project.key}-1"`);
  });
});

const everything: Intent[] = [
  ...(['cancel', 'retry', 'approve', 'reject', 'reprioritize', 'assign', 'comment', 'block'] as const),
  ...(['run_cycle', 'pause', 'resume', 'enable_agent', 'disable_agent', 'undo'] as const),
];

describe('a person', () => {
  it.each(everything)('who may only look cannot have it done: %s', async (intent) => {
    const viewer = await makeMember(on.core, chat.made.project.id, 'viewer');
    const task = await makeTask(on.core, chat.made);
    const before = await traces(chat);
    const reply = await ask(
      chat,
      { intent, targets: [task.key], agent: 'backend', priority: 1, words: 'why not' },
      viewer,
    );
    expect(reply.content).toMatch(/Only an? (operator|maintainer) of this project can do that/);
    expect(await traces(chat)).toEqual(before);
  });

  it.each(['pause', 'resume', 'enable_agent', 'disable_agent'] as const)(
    'who only operates cannot have it done: %s',
    async (intent) => {
      const operator = await makeMember(on.core, chat.made.project.id, 'operator');
      const before = await traces(chat);
      const reply = await ask(chat, { intent, agent: 'backend' }, operator);
      expect(reply.content).toMatch(/Only a maintainer/);
      expect(await traces(chat)).toEqual(before);
      expect((await requestsOf(chat))[0]).toMatchObject({ status: 'rejected' });
    },
  );

  it('who may only look gets no task made, and is told so', async () => {
    const viewer = await makeMember(on.core, chat.made.project.id, 'viewer');
    const planned = {
      ...{ type: 'code_change' as const, title: 'Fix it', description: '', acceptance_criteria: [] },
      ...{ priority: 3, agent: null, depends_on: [], waits_for: [], after: 'done' as const, files: [] },
    };
    const reply = await ask(chat, { kind: 'work', intent: 'create_tasks', tasks: [planned] }, viewer);
    expect(reply.content).toMatch(/Only an operator/);
    expect(await tasksOf(chat)).toEqual([]);
  });

  it('of several acts in one message gets those done that may be', async () => {
    const operator = await makeMember(on.core, chat.made.project.id, 'operator');
    const task = await makeTask(on.core, chat.made);
    const reply = await ask(chat, [{ intent: 'cancel', targets: [task.key] }, { intent: 'pause' }], operator);
    expect(reply.content).toMatch(/^Canceled .*\n\nOnly a maintainer/);
    expect(await statusOf(chat, task.id)).toBe('canceled');
    expect(await orchestrationOf(chat)).not.toBe('paused');
  });
});

describe('a spec that is asked for', () => {
  it('begins with what it is to be about, and the answer leads to it', async () => {
    const reply = await ask(chat, { intent: 'spec', words: 'the loyalty points' });
    expect(reply.links.spec).toMatchObject({ key: 'SPEC-1', title: 'the loyalty points' });
    const spec = await getSpec(on.core, reply.links.spec?.id ?? '');
    expect(spec).toMatchObject({ goal: 'the loyalty points', phase: 'explore', discussion_id: null });
  });

  it.each([' ', 'it'])('about nothing (%j) is asked back for', async (words) => {
    const reply = await ask(chat, { intent: 'spec', words });
    expect(reply).toMatchObject({ content: 'What shall the spec be about?', links: { choices: [] } });
    expect(reply.links.spec).toBeUndefined();
  });

  it('is refused to who may only look', async () => {
    const viewer = await makeMember(on.core, chat.made.project.id, 'viewer');
    const reply = await ask(chat, { intent: 'spec', words: 'loyalty points' }, viewer);
    expect(reply.content).toMatch(/Only an operator/);
    expect(reply.links.spec).toBeUndefined();
  });
});

describe('a discussion that is asked for', () => {
  it('begins with what it is to be about, and the answer leads to it', async () => {
    const reply = await ask(chat, { intent: 'discuss', words: 'whether we sell loyalty points' });
    const discussion = await getDiscussion(on.core, reply.links.discussion_id ?? '');
    expect(discussion.goal).toBe('whether we sell loyalty points');
    expect(reply.content).toContain('Technical architect');
  });

  it('is refused to who may only look', async () => {
    const viewer = await makeMember(on.core, chat.made.project.id, 'viewer');
    const reply = await ask(chat, { intent: 'discuss', words: 'loyalty points' }, viewer);
    expect(reply.content).toMatch(/Only an operator/);
    expect(reply.links.discussion_id).toBeUndefined();
  });

  it('about nothing is asked back for', async () => {
    const reply = await ask(chat, { intent: 'discuss', words: ' ' });
    expect(reply).toMatchObject({
      message_type: 'question_to_user',
      content: 'What should the agents discuss?',
    });
  });
});
