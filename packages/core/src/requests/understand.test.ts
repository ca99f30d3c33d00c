import type { Message } from '@overmind/contracts/entities/conversation';
import { newId } from '@overmind/db/database';
import { findNewestChat, listMessagePage } from '@overmind/db/queries/talk/conversations';
import { listRequestPage } from '@overmind/db/queries/work/requests';
import { listTasksByIds } from '@overmind/db/queries/work/tasks';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { removeAgent } from '../agents/change.ts';
import type { Call } from '../call.ts';
import { createConversation, postMessage } from '../conversations/talk.ts';
import { runCycles } from '../cycles/run.ts';
import { getTask, listTasks } from '../tasks/read.ts';
import {
  failure,
  finish,
  type MadeProject,
  makeMember,
  makeProject,
  makeReviewedTask,
  makeRunner,
  makeTask,
  startRuns,
} from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { understandRequest } from './understand.ts';

let on: TestCore;
let made: MadeProject;
let runner: Call;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());
beforeEach(async () => {
  made = await makeProject(on.core, { repoPath: `/roots/${newId()}` });
  runner = (await makeRunner(on.core, { roots: [made.project.default_repo_path ?? ''] })).call;
});

async function chat(): Promise<string> {
  const conversation = await findNewestChat(on.core.db, made.project.id);
  if (!conversation) throw new Error('the project has no chat');
  return conversation.id;
}

const newest = async (conversation: string) =>
  (await listMessagePage(on.core.db, conversation, { limit: 1 })).items[0] as Message;
const requests = async (conversation: string) =>
  (await listRequestPage(on.core.db, conversation, { limit: 50 })).items;

/** Says something and lets the jobs do their work; answers what is said back. */
async function say(text: string, by: Call = made.owner, conversation?: string): Promise<Message> {
  const id = conversation ?? (await chat());
  await postMessage(on.core, by, id, text);
  const [request] = await requests(id);
  await understandRequest(on.core, request?.id ?? '');
  await runCycles(on.core, made.project.id);
  return newest(id);
}

const tasks = async () => (await listTasks(on.core, made.project.id, { limit: 100 })).items;
const traces = async () =>
  (
    await on.database.pool.query(
      `select (select count(*) from messages) as messages, (select count(*) from tasks) as tasks,
       (select count(*) from audit_log) as audit, (select count(*) from task_events) as events`,
    )
  ).rows[0];

describe('work that is asked for', () => {
  it('becomes tasks in their order, answered with links to them', async () => {
    const reply = await say('Fix the login button, then update the docs.');
    const [request] = await requests(await chat());
    expect(request).toMatchObject({ status: 'planned', intent: 'create_tasks', source: 'chat' });
    const [first, second] = (await tasks()).sort((one, other) => one.key.localeCompare(other.key));
    expect(first).toMatchObject({ request_id: request?.id, requested_by: 'chat', depends_on: [] });
    expect(second?.depends_on).toEqual([first?.id]);
    expect(reply).toMatchObject({
      role: 'relayer',
      message_type: 'response',
      parent_message_id: request?.message_id,
    });
    expect(reply.links.tasks.map((link) => link.id)).toEqual([first?.id, second?.id]);
    expect(reply.content).toContain(first?.key);
    expect(reply.content).toContain(`after ${first?.key}`);
  });

  it('that is there already is linked and not added', async () => {
    await say('Fix the login button');
    const [known] = await tasks();
    const reply = await say('fix the login button');
    expect(await tasks()).toHaveLength(1);
    expect(reply.links.tasks.map((link) => link.id)).toEqual([known?.id]);
    expect(reply.content).toMatch(/Already there/);
  });

  it('is done once, however often and by however many workers it is taken up', async () => {
    const conversation = await chat();
    await postMessage(on.core, made.owner, conversation, 'Fix the login button and cancel nothing');
    const [request] = await requests(conversation);
    const again = () => Promise.all([1, 2, 3].map(() => understandRequest(on.core, request?.id ?? '')));
    await again();
    await runCycles(on.core, made.project.id);
    const before = await traces();
    await again();
    await runCycles(on.core, made.project.id);
    expect(await traces()).toEqual(before);
  });

  it('is kept when the agent that was meant goes before the cycle comes', async () => {
    const conversation = await chat();
    await postMessage(on.core, made.owner, conversation, '@infra rebuild the deployment image');
    const [request] = await requests(conversation);
    await understandRequest(on.core, request?.id ?? '');
    const { rows } = await on.database.pool.query(
      `select id from agents where project_id = $1 and name = 'infra'`,
      [made.project.id],
    );
    await removeAgent(on.core, made.owner, rows[0].id);
    await runCycles(on.core, made.project.id);
    expect(await requests(conversation)).toMatchObject([{ status: 'planned' }]);
    expect(await tasks()).toHaveLength(1);
  });

  it('of nobody that is known does nothing and fails nothing', async () => {
    await expect(understandRequest(on.core, newId())).resolves.toBeUndefined();
  });
});

describe('an act that is asked for', () => {
  it('cancels, retries and approves the task that is named', async () => {
    const task = await makeTask(on.core, made);
    expect((await say(`cancel ${task.key}`)).links.tasks).toEqual([
      { id: task.id, key: task.key, title: task.title },
    ]);
    expect((await getTask(on.core, task.id)).status).toBe('canceled');

    const broken = await makeTask(on.core, made);
    const [job] = await startRuns(on.core, made, runner);
    if (job) await finish(on.core, runner, job, failure);
    expect((await getTask(on.core, broken.id)).status).toBe('failed');
    await say(`retry ${broken.key}`);
    expect((await getTask(on.core, broken.id)).status).toBe('queued');
    await say(`cancel ${broken.key}`);

    const reviewed = await makeReviewedTask(on.core, made, runner);
    await say(`approve ${reviewed.key}`);
    expect((await getTask(on.core, reviewed.id)).status).toBe('done');
  });

  it('sends a task back with the words that were said', async () => {
    const task = await makeReviewedTask(on.core, made, runner);
    await say(`reject ${task.key} because the colour is wrong`);
    const [job] = await startRuns(on.core, made, runner);
    expect(job?.task.id).toBe(task.id);
    expect(job?.feedback.join()).toContain('the colour is wrong');
  });

  it('changes a priority, and leaves a trace of who did', async () => {
    const task = await makeTask(on.core, made, { priority: 4 });
    await say(`make ${task.key} urgent`);
    expect((await getTask(on.core, task.id)).priority).toBe(1);
    const { rows } = await on.database.pool.query(
      `select actor from audit_log where entity_id = $1 and action = 'task.updated'`,
      [task.id],
    );
    expect(rows).toEqual([{ actor: `user:${made.owner.userId}` }]);
  });

  it('pauses, resumes and runs the orchestrator', async () => {
    expect((await say('pause')).content).toMatch(/Paused/);
    await makeTask(on.core, made);
    expect(await startRuns(on.core, made, runner)).toEqual([]);
    expect((await say('resume')).content).toMatch(/Resumed/);
    expect((await say('run the orchestrator')).content).toMatch(/on it/);
    expect(await startRuns(on.core, made, runner)).toHaveLength(1);
  });

  it('disables and enables an agent', async () => {
    const isEnabled = async () =>
      (await on.database.pool.query('select is_enabled from agents where id = $1', [made.agent.id])).rows[0]
        .is_enabled;
    expect((await say('disable the backend agent')).content).toMatch(/disabled/);
    expect(await isEnabled()).toBe(false);
    await say('enable backend');
    expect(await isEnabled()).toBe(true);
  });

  it.each(['pause', 'disable the backend agent'])(
    '("%s") is refused to one who could not do it by hand, with the reason',
    async (text) => {
      const operator = await makeMember(on.core, made.project.id, 'operator');
      const reply = await say(text, operator);
      expect(reply.content).toMatch(/Only a maintainer/);
      expect((await requests(await chat()))[0]).toMatchObject({ status: 'rejected' });
      const { rows } = await on.database.pool.query('select settings from projects where id = $1', [
        made.project.id,
      ]);
      expect(rows[0].settings.orchestration).not.toBe('paused');
    },
  );

  it('that is refused in part is undone as a whole', async () => {
    const [one, other] = [await makeTask(on.core, made), await makeTask(on.core, made)];
    await say(`cancel ${other.key}`);
    const reply = await say(`cancel ${one.key} and cancel ${other.key}`);
    expect(reply.content).toMatch(/canceled already/);
    expect((await getTask(on.core, one.id)).status).toBe('queued');
  });

  it('on a task that is not there says so', async () => {
    await makeTask(on.core, made);
    expect((await say('cancel SHOP-999')).content).toMatch(/SHOP-999/);
  });

  it('that could mean several tasks comes back as one question with choices', async () => {
    const both = [await makeTask(on.core, made), await makeTask(on.core, made)];
    const reply = await say('cancel it');
    expect(reply).toMatchObject({ message_type: 'question_to_user', requires_user_response: true });
    expect(reply.links.choices.map((choice) => choice.say).sort()).toEqual(
      both.map((task) => `cancel ${task.key}`).sort(),
    );
    expect(
      (
        await listTasksByIds(
          on.core.db,
          both.map((task) => task.id),
        )
      ).map((task) => task.status),
    ).toEqual(['queued', 'queued']);
    const [choice] = reply.links.choices;
    await say(choice?.say ?? '');
    expect((await tasks()).filter((task) => task.status === 'canceled')).toHaveLength(1);
  });

  it('that destroys is confirmed when it was spoken', async () => {
    const task = await makeTask(on.core, made);
    const voice = await createConversation(on.core, made.owner, made.project.id, {
      title: 'Voice',
      mode: 'voice',
    });
    const reply = await say(`cancel ${task.key}`, made.owner, voice.id);
    expect(reply.requires_user_response).toBe(true);
    expect((await getTask(on.core, task.id)).status).toBe('queued');
    await say(`yes, cancel ${task.key}`, made.owner, voice.id);
    expect((await getTask(on.core, task.id)).status).toBe('canceled');
  });
});

describe('a question', () => {
  it.each([
    ["what's running", /Nothing is running/],
    ['help', /./],
    ['undo that', /not offered in this version/],
  ])('"%s" is answered, and nothing is changed', async (text, answer) => {
    await makeTask(on.core, made);
    await runCycles(on.core, made.project.id);
    const before = await tasks();
    const reply = await say(text);
    expect(reply.role).toBe('relayer');
    expect(reply.content).toMatch(answer);
    expect(await tasks()).toEqual(before);
  });

  it('about a task is answered with how it is and what it changed', async () => {
    const task = await makeReviewedTask(on.core, made, runner);
    const status = await say(`how is ${task.key}`);
    expect(status.content).toMatch(/waiting for your review/);
    expect(status.links.choices).toContainEqual({ label: 'Approve', say: `approve ${task.key}` });
    expect((await say(`what did ${task.key} change`)).content).toContain(task.key);
  });
});

it('a run that ends is told in the conversation that asked for the work', async () => {
  await say('@backend fix the login button');
  const [job] = await startRuns(on.core, made, runner);
  if (!job) throw new Error('nothing was claimed');
  await finish(on.core, runner, job);
  expect(await newest(await chat())).toMatchObject({
    ...{ role: 'orchestrator', related_task_id: job.task.id },
    content: expect.stringMatching(/ready for your review.*Changed it/),
  });
});
