import type { Message } from '@overmind/contracts/entities/conversation';
import type { Permission } from '@overmind/contracts/entities/permission';
import type { RunJob } from '@overmind/contracts/entities/run';
import { newId } from '@overmind/db/database';
import { lockRecording } from '@overmind/db/queries/voice/recordings';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Call, systemCall } from '../call.ts';
import { listPending } from '../conversations/talk.ts';
import { reconcile } from '../reconcile/reconcile.ts';
import { sayHeard } from '../recordings/say-heard.ts';
import { closePermission } from '../runs/permissions/close.ts';
import { decidePermission } from '../runs/permissions/decide.ts';
import { requestPermission } from '../runs/permissions/request.ts';
import { listPermissions } from '../runs/read-session.ts';
import { finish, makeAgent, makeMember, makeTask, startRuns } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { uploadTones } from '../test-support/test-recordings.ts';
import { write } from '../write.ts';
import { type Chat, messagesOf, openChat, post, requestsOf, say, tasksOf } from './test-support/chat.ts';
import { understandRequest } from './understand.ts';

let on: TestCore;
let chat: Chat;
let job: RunJob;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());
beforeEach(async () => {
  chat = await openChat(on);
  await makeAgent(on.core, chat.made.owner, chat.made.project.id, 'coder', {
    ...{ executor: 'acp', acp: { preset: 'echo' }, concurrency: 20, commands: [], checks: [] },
  });
  job = await startRun();
});

async function startRun(): Promise<RunJob> {
  const task = await makeTask(on.core, chat.made, { agent: 'coder' });
  const started = await startRuns(on.core, chat.made, chat.runner);
  const found = started.find((each) => each.task.id === task.id);
  if (!found) throw new Error('the run did not start');
  return found;
}

const leaseOf = (of: RunJob) => ({ runId: of.run.id, leaseToken: of.lease_token });
const askLeave = (title = 'npm ci', of = job): Promise<Permission> =>
  requestPermission(on.core, chat.runner, {
    ...leaseOf(of),
    ask: {
      ...{ id: newId(), tool_call_id: null, title, detail: `$ ${title}` },
      options: [
        { id: 'a', name: 'Allow', kind: 'allow_once' },
        { id: 'r', name: 'Reject', kind: 'reject_once' },
      ],
      expires_at: new Date(Date.now() + 60_000).toISOString(),
    },
  });
const statuses = async (of = job) => (await listPermissions(on.core, of.run.id)).map((each) => each.status);
const questions = async (): Promise<Message[]> =>
  (await messagesOf(chat)).filter((message) => message.links.permission_id !== undefined).reverse();
const openQuestions = async () =>
  (await listPending(on.core, chat.id)).map((message) => message.links.permission_id);

describe('a request for leave in the chat', () => {
  it('is a question with two answers, in the chat of the project', async () => {
    const { id } = await askLeave();
    const [question] = await questions();
    expect(question).toMatchObject({
      ...{ role: 'relayer', message_type: 'question_to_user', requires_user_response: true },
      ...{ related_task_id: job.task.id, content: expect.stringContaining('$ npm ci') },
      links: { permission_id: id, choices: [{ label: 'Allow' }, { label: 'Deny' }] },
    });
  });

  it.each([
    ...['1', 'yes', 'allow it', 'Allow'].map((words) => [words, 'allowed'] as const),
    ...['2', "no, don't", 'deny', 'no'].map((words) => [words, 'denied'] as const),
  ])('"%s" makes it %s, once, as the person who said so', async (words, status) => {
    const { id } = await askLeave();
    expect((await say(chat, words)).content).toMatch(/^(?:Allowed|Denied) for \*\*/);
    expect(await listPermissions(on.core, job.run.id)).toMatchObject([
      { id, status, decided_by_user_id: chat.made.owner.userId },
    ]);
    expect(await openQuestions()).toEqual([]);
    expect(await tasksOf(chat)).toHaveLength(1);
  });

  it('is answered by its button, also when other things were said since', async () => {
    await askLeave();
    const [question] = await questions();
    expect((await say(chat, "what's running?")).content).toContain(job.task.key);
    expect(await statuses()).toEqual(['pending']);
    expect(await openQuestions()).toHaveLength(1);
    await say(chat, question?.links.choices[1]?.say ?? '');
    expect(await statuses()).toEqual(['denied']);
  });

  it('is not decided by a plain yes to something that was said after it', async () => {
    await askLeave();
    await say(chat, "what's running?");
    await say(chat, 'yes');
    expect(await statuses()).toEqual(['pending']);
    await say(chat, `allow ${job.task.key}`);
    expect(await statuses()).toEqual(['allowed']);
  });

  it('a late button decides nothing else than its own request', async () => {
    const first = await askLeave('rm one');
    const [question] = await questions();
    await closePermission(on.core, chat.runner, { ...leaseOf(job), requestId: first.id, outcome: 'expired' });
    await askLeave('rm two');
    expect((await say(chat, question?.links.choices[0]?.say ?? '')).content).toContain(
      'Nobody answered in time',
    );
    expect(await statuses()).toEqual(['expired', 'pending']);
  });

  it('one question of a run is open at a time; the next follows when it is decided', async () => {
    const asked = [await askLeave('one'), await askLeave('two'), await askLeave('three')];
    expect((await questions()).map((each) => each.links.permission_id)).toEqual([asked[0]?.id]);
    await say(chat, 'yes');
    await say(chat, 'no');
    expect(await statuses()).toEqual(['allowed', 'denied', 'pending']);
    expect(await openQuestions()).toEqual([asked[2]?.id]);
    await finish(on.core, chat.runner, job);
    expect(await openQuestions()).toEqual([]);
    expect(await statuses()).toEqual(['allowed', 'denied', 'withdrawn']);
  });

  it.each([
    ['yes', () => 'yes'],
    ['allow it', () => 'allow it'],
    ['allow with the key of its task', () => `allow ${job.task.key}`],
  ])('is not decided by "%s" that was written before it was asked', async (_, words) => {
    const request = await post(chat, words());
    await askLeave();
    await understandRequest(on.core, request);
    expect(await statuses()).toEqual(['pending']);
    expect(await openQuestions()).toHaveLength(1);
  });

  it.each([
    ['yes', () => 'yes'],
    ['allow with the key of its task', () => `allow ${job.task.key}`],
  ])('is not decided by "%s" that was spoken before it was asked and heard after it', async (_, words) => {
    const { id } = await uploadTones(on.core, chat.made, chat.id, [['run', 'the', 'tests']]);
    await askLeave();
    await write(on.core, systemCall, async (w) => {
      const recording = await lockRecording(w.tx, id);
      if (recording === null) throw new Error('the recording is gone');
      await sayHeard(w, recording, { text: words(), range: { start_ms: 0, end_ms: 400 } });
    });
    const [request] = await requestsOf(chat);
    await understandRequest(on.core, request?.id ?? '');
    expect(await statuses()).toEqual(['pending']);
  });

  it.each([
    ['yes', () => 'yes'],
    ['allow with the key of its task', () => `allow ${job.task.key}`],
  ])('is not decided in place of the one that "%s" was written for', async (_, words) => {
    await askLeave('one');
    const request = await post(chat, words());
    const decision = { decision: 'deny' } as const;
    const [first] = await listPermissions(on.core, job.run.id);
    await decidePermission(
      on.core,
      chat.made.owner,
      { runId: job.run.id, requestId: first?.id ?? '' },
      decision,
    );
    await askLeave('two');
    await understandRequest(on.core, request);
    expect((await messagesOf(chat, 1))[0]?.content).toBe('Someone has denied this already.');
    expect(await statuses()).toEqual(['denied', 'pending']);
  });

  it('is decided alone by a "yes" to it, although another run asked since', async () => {
    const other = await startRun();
    await askLeave('one');
    const request = await post(chat, 'yes');
    await askLeave('two', other);
    await understandRequest(on.core, request);
    expect([await statuses(), await statuses(other)]).toEqual([['allowed'], ['pending']]);
  });

  it('asks which one is meant where several runs ask', async () => {
    const other = await startRun();
    await askLeave('one');
    await askLeave('two', other);
    const back = await say(chat, 'yes');
    expect(back.content).toContain('Say which one');
    expect([await statuses(), await statuses(other)]).toEqual([['pending'], ['pending']]);
    await say(chat, '2');
    expect([await statuses(), await statuses(other)]).toEqual([['pending'], ['allowed']]);
  });

  it('says who decided where another way was first', async () => {
    const { id } = await askLeave();
    await decidePermission(
      on.core,
      chat.made.owner,
      { runId: job.run.id, requestId: id },
      { decision: 'deny' },
    );
    expect((await say(chat, 'allow it')).content).toBe('Someone has denied this already.');
    expect((await say(chat, `deny ${job.task.key} (${id.slice(-8)})`)).content).toMatch(
      /^Denied already for/,
    );
    expect(await statuses()).toEqual(['denied']);
  });

  it('is decided by operators only', async () => {
    await askLeave();
    const viewer: Call = await makeMember(on.core, chat.made.project.id, 'viewer');
    expect((await say(chat, 'allow it', viewer)).content).toContain('operator');
    expect(await statuses()).toEqual(['pending']);
    expect(await openQuestions()).toHaveLength(1);
  });

  it('is withdrawn where its run ended without it', async () => {
    await askLeave();
    await on.database.pool.query(
      `update agent_runs set status = 'failed', reason = 'lost', finished_at = now() where id = $1`,
      [job.run.id],
    );
    await reconcile(on.core);
    expect(await statuses()).toEqual(['withdrawn']);
    expect(await openQuestions()).toEqual([]);
  });

  it('of another project is out of reach', async () => {
    const { id } = await askLeave();
    const elsewhere = await openChat(on);
    await say(elsewhere, `allow ${job.task.key} (${id.slice(-8)})`);
    await say(elsewhere, 'allow it');
    expect(await statuses()).toEqual(['pending']);
  });
});
