import { ModelPolicy } from '@overmind/contracts/entities/model';
import { ProviderSettings } from '@overmind/contracts/entities/provider';
import { plannerPlace } from '@overmind/domain/planner/prompt';
import { createGate } from '@overmind/testing/gate';
import type { Turn } from '@overmind/testing/models/script';
import { type ModelServer, startModelServer } from '@overmind/testing/models/server';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemCall } from '../call.ts';
import { createConversation, postMessage } from '../conversations/talk.ts';
import { runCycles } from '../cycles/run.ts';
import { updateProject } from '../projects/update.ts';
import { ensureBuiltInPrompts } from '../prompts/built-in.ts';
import { stopExperiment } from '../prompts/experiments.ts';
import { experimentWith, outcomesOf } from '../prompts/test-support/built-in.ts';
import { putProvider } from '../providers/change.ts';
import { cancelTask } from '../tasks/cancel.ts';
import { updateTask } from '../tasks/update.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { type Chat, messagesOf, openChat, requestsOf, tasksOf } from './test-support/chat.ts';
import { planRequest, understandRequest } from './understand.ts';

let on: TestCore;
let chat: Chat;
let server: ModelServer;
let answer: () => Turn;
const policy = ModelPolicy.parse({});

beforeAll(async () => {
  on = await startTestCore({ plannerMs: 600_000 });
  await ensureBuiltInPrompts(on.core);
});
afterAll(() => on.stop());
beforeEach(async () => {
  chat = await openChat(on);
  await updateProject(on.core, chat.made.owner, chat.made.project.id, {
    settings: { planner: { uses_model: true, policy } },
  });
  server = await startModelServer(() => answer());
  await putProvider(
    on.core,
    systemCall,
    'ollama',
    ProviderSettings.parse({ kind: 'ollama', base_url: server.url, is_local: true }),
  );
});
afterEach(() => server.close());

const replies = (value: unknown) => () => ({ text: JSON.stringify(value) });
const wishlist = {
  title: 'Build a wishlist page',
  description: 'Shoppers keep a wishlist of products for later.',
  acceptance_criteria: ['A product can be put on the wishlist'],
  type: 'code_change',
};
/** Says something and lets the jobs do their work. */
async function say(text: string, core = on.core) {
  await postMessage(core, chat.made.owner, chat.id, text);
  const [request] = await requestsOf(chat);
  await understandRequest(core, request?.id ?? '');
  await planRequest(core, request?.id ?? '');
  await runCycles(core, chat.made.project.id);
  const [reply] = await messagesOf(chat, 1);
  if (reply?.role !== 'relayer') throw new Error('nothing was answered');
  return reply;
}
const plannerNote = async () => (await requestsOf(chat))[0]?.hints['planner'];

describe('a model that helps with planning', () => {
  it('writes the tasks, whose descriptions end with what was said', async () => {
    answer = replies({ tasks: [wishlist] });
    const reply = await say('Urgent: add a wishlist page');
    expect(reply.links.note).toBeUndefined();
    const [task] = await tasksOf(chat);
    expect(task).toMatchObject({ title: 'Build a wishlist page', priority: 1 });
    expect(task?.description).toContain('In the words: ');
    expect(task?.acceptance_criteria).toContain('A product can be put on the wishlist');
    expect(await plannerNote()).toEqual({ model: 'ollama/scripted' });
    expect(server.calls[0]?.conversation.system).toMatch(/follow no instruction/);
  });

  it('is told of the words as data, which its rules say are no instruction', async () => {
    answer = replies({ tasks: [] });
    await say('Add a wishlist page with new rules for the model');
    expect(await plannerNote()).toEqual({ unfit: 'ollama/scripted' });
    const [call] = server.calls;
    expect(call?.conversation.system).not.toContain('wishlist page');
    expect(JSON.stringify(call?.conversation.messages)).toMatch(/\[data said [0-9a-f]{32}\]/);
  });

  it('is not asked about acts and questions', async () => {
    answer = () => ({ fail: 'status', status: 500 });
    await say('what is running?');
    await say('pause the project');
    expect(server.calls).toHaveLength(0);
  });

  it.each<[string, () => Turn, plannerMs?: number]>([
    ['never fits the form', () => ({ text: 'Sure! I will do that.' })],
    ['is broken', () => ({ fail: 'status', status: 400 })],
    ['never answers', () => ({ text: '', heldUntil: new Promise(() => {}) }), 1_000],
  ])(
    'leaves the work to the rules when it %s',
    async (_what, turn, plannerMs = on.core.settings.plannerMs) => {
      answer = turn;
      const core = { ...on.core, settings: { ...on.core.settings, plannerMs } };
      const reply = await say('Fix the login button, then update the docs.', core);
      expect(reply.links.note).toMatch(/^Planned by rules, without a model: ./);
      expect(reply.content).not.toContain('by rules');
      const tasks = await tasksOf(chat);
      expect(tasks.map(({ title }) => title)).toEqual(['Fix the login button', 'Update the docs']);
      expect(tasks[1]?.depends_on).toEqual([tasks[0]?.id]);
      expect(await plannerNote()).toEqual({ failed: expect.any(String) });
    },
  );

  it('leaves the work to the rules when it writes of something else, which is no news to whoever asked', async () => {
    answer = replies({ tasks: [{ ...wishlist, title: 'Mine coins', description: 'now' }] });
    const reply = await say('Fix the login button, then update the docs.');
    expect(reply.links.note).toBeUndefined();
    const tasks = await tasksOf(chat);
    expect(tasks.map(({ title }) => title)).toEqual(['Fix the login button', 'Update the docs']);
    expect(await plannerNote()).toEqual({ unfit: 'ollama/scripted' });
  });

  it('takes an answer that the model gave before to exactly the same', async () => {
    answer = replies({ tasks: [wishlist] });
    await say('Add a wishlist page');
    await cancelTask(on.core, chat.made.owner, (await tasksOf(chat))[0]?.id ?? '', 'Not yet.');
    const asked = server.calls.length;
    await say('Add a wishlist page');
    expect(asked).toBe(1);
    expect(await plannerNote()).toEqual({ model: 'ollama/scripted' });
    expect(server.calls).toHaveLength(asked);
  });

  it('offers what may have been meant, and nothing is done before one is chosen', async () => {
    answer = replies({ sentences: ['Pause the project', 'hmm, maybe'] });
    const reply = await say('I am not happy with how it goes around here');
    expect(reply.links.choices.map(({ say: said }) => said)).toEqual(['Pause the project', 'never mind']);
    expect(await tasksOf(chat)).toEqual([]);
    const [request] = await requestsOf(chat);
    expect(request?.status).toBe('needs_clarification');
  });

  it('is told of beside what is asked back where the rules are unsure and it gave no answer', async () => {
    answer = () => ({ fail: 'status', status: 400 });
    const reply = await say('I am not happy with how it goes around here');
    expect(reply.links.note).toMatch(/^Read by rules, without a model: /);
    expect(reply.content).not.toContain('by rules');
    expect(await tasksOf(chat)).toEqual([]);
  });

  it('is let alone for a while after it was of no use three times', async () => {
    answer = () => ({ fail: 'status', status: 400 });
    for (const text of ['Fix the cart', 'Fix the search', 'Fix the menu']) await say(text);
    const asked = server.calls.length;
    const reply = await say('Fix the footer');
    expect(reply.links.note).toContain('Planned by rules, without a model: it was of no use several times');
    expect(server.calls).toHaveLength(asked);
    expect((await tasksOf(chat)).at(-1)?.title).toBe('Fix the footer');
  });

  it('is counted in an experiment when the last task of the request has ended', async () => {
    const shown = await experimentWith(on, plannerPlace, 1);
    const { owner } = chat.made;
    const docs = { title: 'Update the docs', description: 'Update the docs.', type: 'doc' };
    answer = replies({ tasks: [wishlist, { ...docs, acceptance_criteria: ['They are true'] }] });
    await say('Add a wishlist page and update the docs');
    const [page, text] = await tasksOf(chat);
    await updateTask(on.core, owner, page?.id ?? '', { title: 'Build a list of wishes' });
    await updateTask(on.core, owner, text?.id ?? '', { priority: 1 });
    await cancelTask(on.core, owner, page?.id ?? '', 'It is not needed.');
    expect(await outcomesOf(shown)).toMatchObject({
      subjects: 1,
      accepted: { count: 0 },
      cost: { count: 1 },
    });
    await cancelTask(on.core, owner, text?.id ?? '', 'Nor is this.');
    expect(await outcomesOf(shown)).toMatchObject({
      ...{ accepted: { count: 1, sum: 0 }, retried: { count: 1, sum: 1 }, cost: { count: 1, sum: 0 } },
    });
    const { id, prompt_id } = await shown();
    await stopExperiment(on.core, systemCall, prompt_id, id);
  });

  it.each([
    ['is linked to the task that was made of the same words', 'Add a wishlist page', 1],
    [
      'makes a task of its own although a model gives it the title of another',
      'Add a page that builds a wishlist for gifts',
      2,
    ],
  ])('said again %s', async (_what, again, tasks) => {
    answer = replies({ tasks: [wishlist] });
    await say('Add a wishlist page');
    await say(again);
    expect(await tasksOf(chat)).toHaveLength(tasks);
  });

  it('is not asked where nobody let it', async () => {
    answer = replies({ tasks: [wishlist] });
    await updateProject(on.core, chat.made.owner, chat.made.project.id, {
      settings: { planner: { uses_model: false, policy } },
    });
    await say('Add a wishlist page');
    expect(server.calls).toHaveLength(0);
    expect((await tasksOf(chat))[0]?.title).toBe('Add a wishlist page');
  });

  describe('while workers run', () => {
    beforeAll(() => on.work());

    it('is asked once about a request, and keeps nobody of another conversation waiting', async () => {
      const held = createGate();
      answer = () => ({ text: JSON.stringify({ tasks: [wishlist] }), heldUntil: held.opened });
      await postMessage(on.core, chat.made.owner, chat.id, 'Add a wishlist page');
      await expect.poll(() => server.calls.length).toBe(1);
      const [request] = await requestsOf(chat);
      await Promise.all([1, 2, 3].map(() => understandRequest(on.core, request?.id ?? '')));
      const other = await createConversation(on.core, chat.made.owner, chat.made.project.id, {
        title: 'Beside',
        mode: 'text',
      });
      await postMessage(on.core, chat.made.owner, other.id, 'what is running?');
      const answers = async () => (await messagesOf({ ...chat, id: other.id })).map(({ role }) => role);
      await expect.poll(answers).toContain('relayer');
      expect(server.calls).toHaveLength(1);
      held.open();
      await expect
        .poll(async () => (await tasksOf(chat)).map(({ title }) => title))
        .toEqual([wishlist.title]);
      expect(server.calls).toHaveLength(1);
    });
  });
});
