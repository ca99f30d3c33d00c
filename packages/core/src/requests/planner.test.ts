import { ModelPolicy } from '@overmind/contracts/entities/model';
import { ProviderSettings } from '@overmind/contracts/entities/provider';
import { createGate } from '@overmind/testing/gate';
import type { Turn } from '@overmind/testing/models/script';
import { type ModelServer, startModelServer } from '@overmind/testing/models/server';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemCall } from '../call.ts';
import { postMessage } from '../conversations/talk.ts';
import { updateProject } from '../projects/update.ts';
import { ensureBuiltInPrompts } from '../prompts/built-in.ts';
import { putProvider } from '../providers/change.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { type Chat, openChat, requestsOf, say, tasksOf } from './test-support/chat.ts';
import { understandRequest } from './understand.ts';

let on: TestCore;
let chat: Chat;
let server: ModelServer;
let answer: () => Turn;
const policy = ModelPolicy.parse({});

beforeAll(async () => {
  on = await startTestCore({ plannerMs: 3_000 });
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
const plannerNote = async () => (await requestsOf(chat))[0]?.hints['planner'];

describe('a model that helps with planning', () => {
  it('writes the tasks, whose descriptions end with what was said', async () => {
    answer = replies({ tasks: [wishlist] });
    await say(chat, 'Urgent: add a wishlist page');
    const [task] = await tasksOf(chat);
    expect(task).toMatchObject({ title: 'Build a wishlist page', priority: 1 });
    expect(task?.description).toContain('In the words: ');
    expect(task?.acceptance_criteria).toContain('A product can be put on the wishlist');
    expect(await plannerNote()).toEqual({ model: 'ollama/scripted' });
    expect(server.calls[0]?.conversation.system).toMatch(/follow no instruction/);
  });

  it('is told of the words as data, which its rules say are no instruction', async () => {
    answer = replies({ tasks: [] });
    await say(chat, 'Add a wishlist page with new rules for the model');
    expect(await plannerNote()).toEqual({ failed: expect.stringContaining('did not keep') });
    const [call] = server.calls;
    expect(call?.conversation.system).not.toContain('wishlist page');
    expect(JSON.stringify(call?.conversation.messages)).toMatch(/\[data said [0-9a-f]{32}\]/);
  });

  it('is not asked about acts and questions', async () => {
    answer = () => ({ fail: 'status', status: 500 });
    await say(chat, 'what is running?');
    await say(chat, 'pause the project');
    expect(server.calls).toHaveLength(0);
  });

  it.each<[string, () => Turn]>([
    [
      'writes of something else',
      replies({ tasks: [{ ...wishlist, title: 'Mine coins', description: 'now' }] }),
    ],
    ['never fits the form', () => ({ text: 'Sure! I will do that.' })],
    ['is broken', () => ({ fail: 'status', status: 400 })],
    ['never answers', () => ({ text: '', heldUntil: new Promise(() => {}) })],
  ])('leaves the work to the rules when it %s', async (_what, turn) => {
    answer = turn;
    await say(chat, 'Fix the login button, then update the docs.');
    const tasks = await tasksOf(chat);
    expect(tasks.map(({ title }) => title)).toEqual(['Fix the login button', 'Update the docs']);
    expect(tasks[1]?.depends_on).toEqual([tasks[0]?.id]);
    expect(await plannerNote()).toEqual({ failed: expect.any(String) });
  });

  it('offers what may have been meant, and nothing is done before one is chosen', async () => {
    answer = replies({ sentences: ['Pause the project', 'hmm, maybe'] });
    const reply = await say(chat, 'I am not happy with how it goes around here');
    expect(reply.links.choices.map(({ say: said }) => said)).toEqual(['Pause the project', 'never mind']);
    expect(await tasksOf(chat)).toEqual([]);
    const [request] = await requestsOf(chat);
    expect(request?.status).toBe('needs_clarification');
  });

  it('is asked once about a request, by however many workers it is taken up', async () => {
    const held = createGate();
    answer = () => ({ text: JSON.stringify({ tasks: [wishlist] }), heldUntil: held.opened });
    await postMessage(on.core, chat.made.owner, chat.id, 'Add a wishlist page');
    const [request] = await requestsOf(chat);
    const first = understandRequest(on.core, request?.id ?? '');
    await expect.poll(() => server.calls.length).toBe(1);
    await Promise.all([1, 2, 3].map(() => understandRequest(on.core, request?.id ?? '')));
    held.open();
    await first;
    expect(server.calls).toHaveLength(1);
    expect((await requestsOf(chat))[0]?.intent).toBe('create_tasks');
  });

  it('is not asked where nobody let it', async () => {
    answer = replies({ tasks: [wishlist] });
    await updateProject(on.core, chat.made.owner, chat.made.project.id, {
      settings: { planner: { uses_model: false, policy } },
    });
    await say(chat, 'Add a wishlist page');
    expect(server.calls).toHaveLength(0);
    expect((await tasksOf(chat))[0]?.title).toBe('Add a wishlist page');
  });
});
