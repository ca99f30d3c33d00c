import type { PermissionAsk } from '@overmind/contracts/entities/permission';
import { waitFor } from '@overmind/testing/wait-for';
import { expect, it } from 'vitest';
import type { Answer, RunStatement } from '../connection/outbox.ts';
import { InputQueue } from './input-queue.ts';
import { PermissionDesk } from './permission-desk.ts';

const question: Omit<PermissionAsk, 'expires_at'> = {
  id: '6f1f5b1e-0000-4000-8000-000000000001',
  tool_call_id: 'call-1',
  title: 'Run rm -rf build',
  detail: '{"command":"rm -rf build"}',
  options: [
    { id: 'yes', name: 'Allow', kind: 'allow_once' },
    { id: 'no', name: 'Reject', kind: 'reject_once' },
  ],
};
const acked: Answer = { kind: 'acked' };

function makeDesk(timeoutMs = 60_000, answer: Answer = acked) {
  const said: RunStatement[] = [];
  const desk = new PermissionDesk(async (statement) => {
    said.push(statement);
    return answer;
  }, timeoutMs);
  return { desk, said };
}
const live = () => new AbortController().signal;

it('says a request once, and again after a welcome for as long as it waits', async () => {
  const { desk, said } = makeDesk();
  const decided = desk.ask(question, live());
  await waitFor(() => said.length === 1, { what: 'the request' });
  desk.repeat();
  await waitFor(() => said.length === 2, { what: 'the request again' });
  expect(said[0]).toEqual(said[1]);
  desk.answer(question.id, 'yes', 'Ada');
  expect(await decided).toEqual({ outcome: 'allowed', optionId: 'yes', decidedBy: 'Ada' });
  desk.repeat();
  expect([said.length, desk.pending]).toEqual([2, 0]);
});

it.each([
  ['no', 'no'],
  [null, null],
  ['something that was not offered', null],
])('takes %s for a denial', async (optionId, chosen) => {
  const { desk } = makeDesk();
  const decided = desk.ask(question, live());
  desk.answer(question.id, optionId, 'Ada');
  expect(await decided).toEqual({ outcome: 'denied', optionId: chosen, decidedBy: 'Ada' });
});

it('takes an answer to an unknown request for nothing, and the first of two', async () => {
  const { desk } = makeDesk();
  const decided = desk.ask(question, live());
  desk.answer('another', 'yes', 'Eve');
  desk.answer(question.id, 'no', 'Ada');
  desk.answer(question.id, 'yes', 'Eve');
  expect(await decided).toMatchObject({ outcome: 'denied', decidedBy: 'Ada' });
});

it('denies at the time-out, and says so', async () => {
  const { desk, said } = makeDesk(20);
  expect(await desk.ask(question, live())).toMatchObject({ outcome: 'expired', optionId: null });
  expect(said.at(-1)).toEqual({ type: 'permission.closed', request_id: question.id, outcome: 'expired' });
});

it('withdraws what is asked when the run ends', async () => {
  const { desk, said } = makeDesk();
  const end = new AbortController();
  const decided = desk.ask(question, end.signal);
  end.abort();
  expect(await decided).toMatchObject({ outcome: 'withdrawn' });
  expect(said.at(-1)).toMatchObject({ type: 'permission.closed', outcome: 'withdrawn' });
});

it('says nothing of what is asked after the end of the run', async () => {
  const { desk, said } = makeDesk();
  expect(await desk.ask(question, AbortSignal.abort())).toMatchObject({ outcome: 'withdrawn' });
  expect([said, desk.pending]).toEqual([[], 0]);
});

it('denies what the server does not take', async () => {
  const { desk } = makeDesk(60_000, { kind: 'refused', code: 'invalid', detail: 'no title' });
  expect(await desk.ask(question, live())).toMatchObject({ outcome: 'denied', optionId: null });
});

function makeQueue() {
  const said: RunStatement[] = [];
  const queue = new InputQueue(async (statement) => {
    said.push(statement);
    return acked;
  });
  const answers = () =>
    said.map((statement) =>
      statement.type === 'input.taken' ? [statement.input_id, statement.refusal] : [],
    );
  return { queue, answers };
}
const input = (id: string) => ({ id, text: `text of ${id}`, author: 'Ada' });

it('gives inputs in their order, answers each once, and knows one that is said again', () => {
  const { queue, answers } = makeQueue();
  for (const id of ['a', 'b', 'a']) queue.add(input(id));
  expect([queue.take()?.id, queue.take()?.id, queue.take()]).toEqual(['a', 'b', null]);
  queue.add(input('a'));
  expect(answers()).toEqual([
    ['a', null],
    ['b', null],
  ]);
});

it('refuses what waits and what comes once the agent is gone, with the first reason', () => {
  const { queue, answers } = makeQueue();
  queue.add(input('a'));
  queue.close('It has ended.');
  queue.close('Another reason.');
  queue.add(input('b'));
  expect(answers()).toEqual([
    ['a', 'It has ended.'],
    ['b', 'It has ended.'],
  ]);
  expect(queue.take()).toBeNull();
});
