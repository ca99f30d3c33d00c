import type { PlannedTask } from '@overmind/contracts/entities/request';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { removeAgent } from '../../agents/change.ts';
import { runCycles } from '../../cycles/run.ts';
import { listTaskEvents } from '../../tasks/read.ts';
import { updateTask } from '../../tasks/update.ts';
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

const undo = () => ask(chat, { intent: 'undo' });
const isEnabled = async () =>
  (await on.database.pool.query('select is_enabled from agents where id = $1', [chat.made.agent.id])).rows[0]
    .is_enabled;
const task = (key: string) => tasksOf(chat).then((tasks) => tasks.find((each) => each.key === key));

describe('undo', () => {
  it('says so when there is nothing to take back', async () => {
    const before = await traces(chat);
    expect((await undo()).content).toMatch(/nothing of yours to take back/);
    expect(await traces(chat)).toEqual(before);
  });

  it('gives tasks their priorities back, each its own', async () => {
    const [one, other] = [
      await makeTask(on.core, chat.made, { priority: 4 }),
      await makeTask(on.core, chat.made, { priority: 3 }),
    ];
    await ask(chat, { intent: 'reprioritize', targets: [one.key, other.key], priority: 1 });
    await undo();
    expect((await tasksOf(chat)).map((each) => each.priority)).toEqual([4, 3]);
  });

  it('leaves what somebody else changed since, and says so', async () => {
    const made = await makeTask(on.core, chat.made, { priority: 4 });
    await ask(chat, { intent: 'reprioritize', targets: [made.key], priority: 1 });
    await updateTask(on.core, chat.made.owner, made.id, { priority: 2 });
    expect((await undo()).content).toMatch(/It was changed since/);
    expect(await task(made.key)).toMatchObject({ priority: 2 });
  });

  it('resumes what was paused, and pauses what was resumed', async () => {
    await ask(chat, { intent: 'pause' });
    expect((await undo()).content).toMatch(/running again/);
    expect(await orchestrationOf(chat)).toBe('running');
    await ask(chat, { intent: 'pause' });
    await ask(chat, { intent: 'resume' });
    await undo();
    expect(await orchestrationOf(chat)).toBe('paused');
  });

  it('enables an agent again that was disabled', async () => {
    await ask(chat, { intent: 'disable_agent', agent: 'backend' });
    expect((await undo()).content).toMatch(/backend is enabled again/);
    expect(await isEnabled()).toBe(true);
  });

  it('gives a task back to the agent it was with', async () => {
    await makeAgent(on.core, chat.made.owner, chat.made.project.id, 'tester');
    const made = await makeTask(on.core, chat.made);
    await ask(chat, { intent: 'assign', targets: [made.key], agent: 'tester' });
    await undo();
    expect(await task(made.key)).toMatchObject({ assigned_agent_id: chat.made.agent.id });
  });

  it('queues a task again that was blocked', async () => {
    const made = await makeTask(on.core, chat.made);
    await ask(chat, { intent: 'block', targets: [made.key], words: 'wait' });
    await undo();
    expect(await statusOf(chat, made.id)).toBe('queued');
  });

  it('asks for a canceled task again, tells both of each other, and moves on what waited for it', async () => {
    const first = await makeTask(on.core, chat.made, { priority: 2, acceptance_criteria: ['It shines.'] });
    const second = await makeTask(on.core, chat.made, { depends_on: [first.id] });
    const waiting = await makeTask(on.core, chat.made, { depends_on: [second.id] });
    await ask(chat, { intent: 'cancel', targets: [first.key, second.key] });
    const reply = await undo();
    const [, , , again, after] = await tasksOf(chat);
    expect(again).toMatchObject({
      ...{ title: first.title, priority: 2, acceptance_criteria: ['It shines.'], type: first.type },
      ...{ assigned_agent_id: first.assigned_agent_id, status: 'queued' },
    });
    expect(after).toMatchObject({ title: second.title, depends_on: [again?.id] });
    expect(await task(waiting.key)).toMatchObject({ depends_on: [after?.id] });
    expect(await statusOf(chat, first.id)).toBe('canceled');
    expect(reply.content).toContain(`**${again?.key}** asks for the same again`);
    const told = async (id: string) =>
      JSON.stringify((await listTaskEvents(on.core, id, { limit: 50 })).items);
    expect(await told(first.id)).toContain(again?.key);
    expect(await told(again?.id ?? '')).toContain(first.key);
  });

  it('asks for a task again whose run is still being stopped', async () => {
    const made = await makeTask(on.core, chat.made);
    await startRuns(on.core, chat.made, chat.runner);
    await ask(chat, { intent: 'cancel', targets: [made.key] });
    await undo();
    expect(await tasksOf(chat)).toMatchObject([{ status: 'in_progress' }, { status: 'queued' }]);
  });

  it('cancels the tasks that came of words, but for those that have started', async () => {
    const planned = (title: string): PlannedTask => ({
      ...{ type: 'code_change', title, description: '', acceptance_criteria: [], priority: 3 },
      ...{ agent: 'backend', depends_on: [], waits_for: [], after: 'done', files: [] },
    });
    const tasks = [planned('Paint the fence'), { ...planned('Oil the door'), depends_on: [0] }];
    await ask(chat, { kind: 'work', intent: 'create_tasks', tasks }).catch(() => null);
    await runCycles(on.core, chat.made.project.id);
    await startRuns(on.core, chat.made, chat.runner);
    expect(await tasksOf(chat)).toMatchObject([{ status: 'in_progress' }, { status: 'queued' }]);
    const reply = await undo();
    expect(await tasksOf(chat)).toMatchObject([{ status: 'in_progress' }, { status: 'canceled' }]);
    expect(reply.content).toMatch(/Canceled .*Oil the door.*\nNot .*It is running already/s);
    expect(reply.links.choices).toMatchObject([{ label: 'Cancel' }]);
  });

  it.each(['approve', 'reject'] as const)(
    'cannot take back "%s", and says what can be done',
    async (intent) => {
      const made = await makeReviewedTask(on.core, chat.made, chat.runner);
      await ask(chat, { intent, targets: [made.key], words: 'because' });
      const status = await statusOf(chat, made.id);
      const reply = await undo();
      expect(reply.content).toMatch(/cannot be taken back/);
      if (intent === 'approve') expect(reply.links.choices[0]?.say).toMatch(/revert/);
      expect(await statusOf(chat, made.id)).toBe(status);
    },
  );

  it('cannot take back a retry or a comment, and says so', async () => {
    const made = await makeTask(on.core, chat.made);
    for (const job of await startRuns(on.core, chat.made, chat.runner))
      await finish(on.core, chat.runner, job, failure);
    await ask(chat, { intent: 'retry', targets: [made.key] });
    const reply = await undo();
    expect(reply.content).toMatch(/is queued again.*I can cancel it/);
    expect(reply.links.choices).toEqual([{ label: 'Cancel', say: `cancel ${made.key}` }]);
    await ask(chat, { intent: 'comment', targets: [made.key], words: 'hm' });
    expect((await undo()).content).toMatch(/stays/);
  });

  it('said twice takes back the act before it too', async () => {
    const made = await makeTask(on.core, chat.made, { priority: 4 });
    await ask(chat, { intent: 'reprioritize', targets: [made.key], priority: 2 });
    await ask(chat, { intent: 'pause' });
    await undo();
    await undo();
    expect(await orchestrationOf(chat)).toBe('running');
    expect(await task(made.key)).toMatchObject({ priority: 4 });
    expect((await undo()).content).toMatch(/nothing of yours/);
  });

  it('leaves a task blocked that somebody else blocked since', async () => {
    const made = await makeTask(on.core, chat.made);
    await ask(chat, { intent: 'block', targets: [made.key], words: 'wait' });
    await updateTask(on.core, chat.made.owner, made.id, { status: 'queued' });
    await updateTask(on.core, chat.made.owner, made.id, { status: 'blocked', reason: 'No key.' });
    expect((await undo()).content).toMatch(/It was changed since/);
    expect(await task(made.key)).toMatchObject({ status: 'blocked', status_reason: 'No key.' });
  });

  it('says why an act cannot be taken back, and then goes on to the one before it', async () => {
    const made = await makeTask(on.core, chat.made, { priority: 4 });
    const spare = await makeAgent(on.core, chat.made.owner, chat.made.project.id, 'spare');
    await ask(chat, { intent: 'reprioritize', targets: [made.key], priority: 1 });
    await ask(chat, { intent: 'disable_agent', agent: 'spare' });
    await removeAgent(on.core, chat.made.owner, spare.id);
    expect((await undo()).content).toMatch(/There is no agent "spare"/);
    await undo();
    expect(await task(made.key)).toMatchObject({ priority: 4 });
  });

  it('leaves every change in the audit, by whom and what', async () => {
    const made = await makeTask(on.core, chat.made);
    const waiting = await makeTask(on.core, chat.made, { depends_on: [made.id] });
    await ask(chat, { intent: 'comment', targets: [made.key], words: 'hm' });
    await ask(chat, { intent: 'cancel', targets: [made.key] });
    await undo();
    const [, , again] = await tasksOf(chat);
    const { rows } = await on.database.pool.query(
      'select action, actor, entity_id from audit_log where project_id = $1 order by id',
      [chat.made.project.id],
    );
    const actor = `user:${chat.made.owner.userId}`;
    expect(rows).toEqual(
      expect.arrayContaining([
        { action: 'task.event_added', actor, entity_id: made.id },
        { action: 'task.created', actor, entity_id: again?.id },
        { action: 'task.dependencies_changed', actor, entity_id: waiting.id },
      ]),
    );
  });

  it('takes back only what the same person did', async () => {
    const other = await makeMember(on.core, chat.made.project.id, 'owner');
    await ask(chat, { intent: 'pause' }, other);
    expect((await undo()).content).toMatch(/nothing of yours/);
    expect(await orchestrationOf(chat)).toBe('paused');
  });
});
