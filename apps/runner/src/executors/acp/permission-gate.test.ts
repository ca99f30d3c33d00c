import type { RequestPermissionRequest } from '@agentclientprotocol/sdk';
import { expect, it } from 'vitest';
import type { RunStatement } from '../../connection/outbox.ts';
import { PermissionDesk } from '../../dialogue/permission-desk.ts';
import { buildAutomaton } from '../../output/redactor.ts';
import { Transcript } from '../../transcript/transcript.ts';
import { type GateOptions, PermissionGate } from './permission-gate.ts';

const request = (id: number): RequestPermissionRequest => ({
  sessionId: 's',
  toolCall: { toolCallId: `call-${id}`, title: `Act ${id}` },
  options: [
    { optionId: 'yes', name: 'Yes', kind: 'allow_once' },
    { optionId: 'no', name: 'No', kind: 'reject_once' },
  ],
});

/** A gate, and an agent that asks so often at once. */
function makeGate(policy: GateOptions['policy']) {
  const said: RunStatement[] = [];
  const desk = new PermissionDesk(async (statement) => {
    said.push(statement);
    return { kind: 'acked' };
  }, 60_000);
  const over = new AbortController();
  const record = { write: () => 0, tell: () => {}, onBytes: () => {} };
  const transcript = new Transcript({ secrets: buildAutomaton([]), ...record }, '/work');
  let stoppedAt: number | null = null;
  const onTooMany = (most: number): void => {
    stoppedAt ??= most;
    over.abort();
  };
  const gate = new PermissionGate({ policy, desk, transcript, signal: over.signal, onTooMany });
  const ask = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, index) => gate.answer(request(from + index)));
  const asked = () =>
    said.flatMap((statement) => (statement.type === 'permission.request' ? [statement.request] : []));
  return { desk, transcript, ask, asked, stoppedAt: () => stoppedAt };
}

it('allows what a policy allows many times, and yet not for ever', async () => {
  const { transcript, ask, asked, stoppedAt } = makeGate('allow');
  using _ended = transcript;
  const outcomes = await Promise.all(ask(1, 20_000));
  expect(outcomes.every((each) => each.outcome === 'selected' && each.optionId === 'yes')).toBe(true);
  expect(stoppedAt()).toBeNull();
  expect(await Promise.all(ask(20_001, 20_003))).toEqual(
    Array.from({ length: 3 }, () => ({ outcome: 'cancelled' })),
  );
  expect([stoppedAt(), asked()]).toEqual([20_000, []]);
});

it('asks people twenty things at a time, each next one when one is answered, and two hundred in all', async () => {
  const { desk, transcript, ask, asked, stoppedAt } = makeGate('ask');
  using _ended = transcript;
  const outcomes = ask(1, 200);
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  for (let answered = 0; answered < 100; answered++) {
    await settled();
    expect([desk.pending, asked().length]).toEqual([20, answered + 20]);
    const oldest = asked()[answered];
    desk.answer(oldest?.id ?? '', oldest?.options[0]?.id ?? null, 'Ada');
  }
  await settled();
  expect(stoppedAt()).toBeNull();
  outcomes.push(...ask(201, 1_000));
  const ends = await Promise.all(outcomes);
  expect(stoppedAt()).toBe(200);
  expect(ends.filter(({ outcome }) => outcome === 'selected')).toHaveLength(100);
  expect([desk.pending, asked().length]).toEqual([0, 120]);
});
