import type { ProposalRef } from '@overmind/contracts/entities/discussion';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { hear } from './hear.ts';
import { asked, asks, hold, type Log, openLog, reply, said, sayNext } from './test-support/driver.ts';
import { sensible, votes } from './test-support/voices.ts';

type Ref = z.infer<typeof ProposalRef>;
const upTo = (purpose: Parameters<typeof asks>[0]): Log =>
  hold({ voices: () => sensible, settings: { summary_every: 100 }, until: asks(purpose) });
const thought = said({ type: 'response', content: 'A thought that nobody had before, about caches.' });
const voteOn = (proposal: Ref): string =>
  said({ type: 'vote', ballots: [{ proposal, choice: 'approve', confidence: 1, reason: 'Good' }] });
const amendmentOf = (amends: Ref): string =>
  said({ type: 'proposal', title: 'New', content: 'Newer', amends });
/** The first of those who are asked answers. */
function answer(log: Log, text: string | null) {
  const speaker = asked(log)[0]?.speaker ?? '';
  return { speaker, event: reply(log, { [speaker]: text })[0] };
}

describe('a reply that does not belong in its turn', () => {
  it.each([
    ['a vote outside the vote', 'discuss', voteOn('P1')],
    ['talk instead of a vote', 'vote', thought],
    ['a vote on what is not put to it', 'vote', voteOn('P99')],
    ['an answer as another', 'discuss', `{"from":"nobody",${thought.slice(1)}`],
    ['an amendment of what is not there', 'discuss', amendmentOf('P7')],
  ] as const)('is off-role: %s', (_, purpose, text) => {
    const log = upTo(purpose);
    const before = log.state;
    expect(answer(log, text).event).toMatchObject({ type: 'turn_refused', fault: 'off_role' });
    expect(log.state).toMatchObject({ votes: before.votes, messages: before.messages });
  });

  it('is off-role when it sees a consensus where nothing was proposed', () => {
    const log = hold({
      voices: () => (turn, state) =>
        turn.purpose === 'explore' ? thought.replace('caches', turn.speaker) : sensible(turn, state),
      until: asks('discuss'),
    });
    expect(answer(log, said({ type: 'consensus', content: 'Agreed.' })).event).toMatchObject({
      fault: 'off_role',
    });
  });

  it('is taken when its speaker signs it, by key or by name', () => {
    const log = upTo('vote');
    const signed = (from: string): string => `{"from":"${from}",${votes(log.state, 'approve').slice(1)}`;
    expect(
      reply(log, {
        project_manager: signed('Project Manager'),
        quality_assurance: signed('quality_assurance'),
      }),
    ).toMatchObject([{ type: 'turn_spoken' }, { type: 'turn_spoken' }]);
  });
});

describe('a reply that was given before', () => {
  it('is refused from the same speaker', () => {
    const log = upTo('discuss');
    const first = sayNext(log, thought).speaker;
    sayNext(log, said({ type: 'question', content: 'Say it again?', to: first }));
    const again = answer(log, thought.replace('A thought', 'a Thought,'));
    expect(again).toMatchObject({ speaker: first, event: { type: 'turn_refused', fault: 'repeated' } });
  });

  it('is taken from another', () => {
    const log = upTo('discuss');
    const first = sayNext(log, thought).speaker;
    const second = answer(log, thought);
    expect(second.speaker).not.toBe(first);
    expect(second.event).toMatchObject({ type: 'turn_spoken' });
  });

  it('is refused as an amendment that changes nothing, and taken with one word changed', () => {
    const log = upTo('discuss');
    const { ref, title, content } = log.state.proposals[0]!;
    const same = said({ type: 'proposal', title, content, amends: ref });
    expect(answer(log, same).event).toMatchObject({ fault: 'repeated' });
    expect(answer(log, same.replace('word', 'other')).event).toMatchObject({ type: 'turn_spoken' });
  });
});

describe('a turn whose reply was not taken', () => {
  it('is asked once more with the reason, then passed over and noted', () => {
    const log = upTo('discuss');
    const [turn] = asked(log);
    answer(log, 'no JSON');
    expect(asked(log)).toEqual([
      { ...turn, attempt: 2, refused: { fault: 'unreadable', detail: 'The reply held no JSON object.' } },
    ]);
    expect(answer(log, null).event).toMatchObject({ type: 'turn_skipped', fault: 'no_reply' });
    expect(log.state.notes).toEqual([
      { by: turn?.speaker, turn: turn?.turn, kind: 'skipped', detail: 'No reply came.' },
    ]);
    expect(asked(log)[0]?.turn).not.toBe(turn?.turn);
  });

  it('is passed over at once when asking again would go beyond the budget', () => {
    const log = openLog({ settings: { limits: { tokens: 1_000 } } });
    const [turn] = asked(log);
    const spent = {
      turn: turn?.turn ?? 0,
      attempt: 1,
      text: 'no JSON',
      tokens: 1_000,
      cost_micros: 0,
    } as const;
    expect(hear(log.state, spent, log.nowMs)).toMatchObject({ type: 'turn_skipped' });
    expect(hear(log.state, { ...spent, tokens: 999 }, log.nowMs)).toMatchObject({ type: 'turn_refused' });
  });

  it('takes no second reply, and none after the end', () => {
    const log = upTo('discuss');
    const turn = sayNext(log, thought);
    const late = { turn: turn.turn, attempt: 1, text: thought, tokens: 5, cost_micros: 5 } as const;
    expect(hear(log.state, late, log.nowMs)).toBeNull();
    const [open] = asked(log);
    log.act({ type: 'stopped', reason: 'Enough' });
    expect(hear(log.state, { ...late, turn: open?.turn ?? 0 }, log.nowMs)).toBeNull();
  });

  it('takes no reply to its first attempt once it was asked again', () => {
    const log = upTo('discuss');
    const [turn] = asked(log);
    const first = { turn: turn?.turn ?? 0, attempt: 1, text: 'no JSON', tokens: 5, cost_micros: 5 } as const;
    answer(log, 'no JSON');
    expect(hear(log.state, first, log.nowMs)).toBeNull();
    expect(hear(log.state, { ...first, text: thought }, log.nowMs)).toBeNull();
    expect(hear(log.state, { ...first, attempt: 2 }, log.nowMs)).toMatchObject({ type: 'turn_skipped' });
  });

  it('is still taken while people have paused', () => {
    const log = upTo('discuss');
    const [turn] = asked(log);
    log.act({ type: 'paused' });
    const event = hear(
      log.state,
      { turn: turn?.turn ?? 0, attempt: 1, text: thought, tokens: 0, cost_micros: 0 },
      log.nowMs,
    );
    expect(event).toMatchObject({ type: 'turn_spoken' });
    log.append(event);
    expect(log.state.messages.at(-1)).toMatchObject({ by: turn?.speaker });
    expect(log.step()).toEqual({ do: 'wait', for: 'resume' });
  });
});

it('costs what its replies cost, those that were not taken too', () => {
  const log = hold({ voices: () => () => 'nothing', tokens: 10, costMicros: 3 });
  const replies = log.events.filter(({ type }) => type === 'turn_refused' || type === 'turn_skipped').length;
  expect(log.state.spent).toMatchObject({ tokens: replies * 10, costMicros: replies * 3 });
  expect(log.state.ending).toMatchObject({ status: 'failed' });
});
