import { describe, expect, it } from 'vitest';
import { recordOf } from './outcome/record.ts';
import { statusOf } from './state.ts';
import {
  asked,
  asks,
  hold,
  openLog,
  persons,
  reply,
  said,
  sayNext,
  type Voice,
} from './test-support/driver.ts';
import { sensible, unlike } from './test-support/voices.ts';

const keys = persons.map(({ key }) => key);
const phases = (log: ReturnType<typeof hold>) =>
  log.events.flatMap((event) => (event.type === 'phase_entered' ? [event.phase] : []));
const question = (content: string): string => said({ type: 'question_to_user', questions: [content] });

describe('a discussion', () => {
  it('goes through its phases to a decision', () => {
    const log = hold({ voices: () => sensible });
    expect(phases(log)).toEqual(['exploration', 'discussion', 'consensus']);
    expect(log.state.ending).toMatchObject({ status: 'completed', reason: 'P1 was accepted in round 1' });
    expect(statusOf(log.state)).toBe('completed');
    expect(log.step()).toEqual({ do: 'done', ending: log.state.ending });
  });

  it.each(['clarify', 'explore', 'vote'] as const)('asks everybody at once to %s', (purpose) => {
    const log = hold({ voices: () => sensible, until: asks(purpose) });
    expect(asked(log).map(({ speaker }) => speaker)).toEqual(keys);
  });

  it('asks only those again that were not recorded when it was interrupted', () => {
    const log = openLog();
    reply(log, { quality_assurance: said({ type: 'response', content: 'Clear.' }) });
    const [, , , , last] = asked(log);
    expect(asked(log)).toHaveLength(4);
    expect(last).toBeUndefined();
    expect(asked(log).map(({ speaker }) => speaker)).not.toContain('quality_assurance');
  });
});

describe('what is unclear', () => {
  const unclear: Voice = (turn, state) => {
    if (turn.purpose !== 'clarify') return sensible(turn, state);
    if (turn.speaker === 'technical_architect') return question('Which database is in use?');
    if (turn.speaker === 'quality_assurance') return question('Which database do we use?');
    return turn.speaker === 'resource_coordinator' ? question('What is the budget?') : sensible(turn, state);
  };
  const log = hold({ voices: () => unclear, until: (step) => step.do === 'wait' });

  it('is asked of the user once, the same questions as one', () => {
    expect(log.state.user.waitingFor).toEqual([
      { by: ['technical_architect', 'quality_assurance'], question: 'Which database is in use?' },
      { by: ['resource_coordinator'], question: 'What is the budget?' },
    ]);
    expect(statusOf(log.state)).toBe('paused');
    expect(log.step()).toEqual({ do: 'wait', for: 'user' });
  });

  it.each([
    ['answered', { type: 'user_spoke', content: 'PostgreSQL, and none.', is_answer: true }],
    ['waived', { type: 'user_waived' }],
  ] as const)('is over when it is %s', (_, act) => {
    const going = hold({ voices: () => unclear, until: (step) => step.do === 'wait' });
    going.act(act);
    expect(statusOf(going.state)).toBe('active');
    expect(asked(going)[0]).toMatchObject({ purpose: 'explore' });
    expect(going.state.user.timesAsked).toBe(1);
  });

  it('is noted when the user may not be asked', () => {
    const silent = hold({ voices: () => unclear, settings: { limits: { user_questions: 0 } } });
    expect(silent.state.user.timesAsked).toBe(0);
    expect(silent.state.notes).toContainEqual({
      ...{ by: 'resource_coordinator', turn: 5, kind: 'not_asked', detail: 'What is the budget?' },
    });
  });
});

describe('a message of the user', () => {
  it.each([
    ['the one who is named', 'Quality assurance, what could break?', 'quality_assurance'],
    ['the one named by key', 'and @creative_strategist?', 'creative_strategist'],
    ['the one whose field it is', 'Is the schema migration of the database safe?', 'technical_architect'],
    ['the facilitator otherwise', 'Hello there!', 'project_manager'],
  ])('is answered next, by %s', (_, content, speaker) => {
    const log = hold({ voices: () => sensible, until: asks('discuss') });
    sayNext(log, said({ type: 'question', content: 'How long does it take?', to: 'resource_coordinator' }));
    log.act({ type: 'user_spoke', content, is_answer: false });
    expect(asked(log)).toMatchObject([{ purpose: 'answer_user', speaker }]);
    sayNext(log, said({ type: 'response', content: 'This is the answer to that.' }));
    expect(log.state.user.unanswered).toEqual([]);
    expect(asked(log)[0]?.purpose).not.toBe('answer_user');
  });

  it('that comes while an earlier one is answered has its own answer', () => {
    const log = hold({ voices: () => sensible, until: asks('discuss') });
    log.act({ type: 'user_spoke', content: 'First thing', is_answer: false });
    reply(log, {
      [asked(log)[0]?.speaker ?? '']: said({ type: 'response', content: unlike(asked(log)[0]!) }),
    });
    const [answering] = asked(log);
    log.act({ type: 'user_spoke', content: 'Second thing', is_answer: false });
    sayNext(log, said({ type: 'response', content: 'The first thing is so.' }));
    expect(asked(log)).toMatchObject([{ purpose: 'answer_user' }]);
    expect(asked(log)[0]?.turn).not.toBe(answering?.turn);
  });

  it('is answered while it waits for the answer to its own question', () => {
    const log = openLog({ speakers: persons.slice(0, 1) });
    sayNext(log, question('Which database?'));
    expect(asked(log)).toEqual([]);
    log.act({ type: 'user_spoke', content: 'Which ones are there?', is_answer: false });
    sayNext(log, said({ type: 'response', content: 'There are two of them.' }));
    expect(log.step()).toEqual({ do: 'wait', for: 'user' });
  });
});

describe('people', () => {
  it('pause and resume it where it stands', () => {
    const log = hold({ voices: () => sensible, until: asks('discuss') });
    const step = log.step();
    log.act({ type: 'paused' });
    expect(statusOf(log.state)).toBe('paused');
    log.act({ type: 'resumed' });
    expect(log.step()).toEqual(step);
  });

  it('stop it, and have the proposals that were there', () => {
    const log = hold({ voices: () => sensible, until: asks('discuss') });
    log.act({ type: 'stopped', reason: 'We bought it.' });
    log.act({ type: 'resumed' });
    expect(log.state.ending).toMatchObject({ status: 'stopped', reason: 'We bought it.', record: null });
    expect(log.state.ending?.options.map(({ proposal }) => proposal)).toEqual(['P1', 'P2', 'P3', 'P4', 'P5']);
  });

  it.each([
    ['stop it', { type: 'stopped', reason: 'We bought it.' }],
    ['find that it breaks', { type: 'broken', reason: 'We bought it.' }],
  ] as const)('keep what a vote has decided where they %s before the closing words', (_, end) => {
    const log = hold({ voices: () => sensible, until: asks('conclude') });
    log.act(end);
    expect(log.state.ending).toMatchObject({
      ...{ status: 'completed', options: [], record: { proposal: 'P1', summary: null } },
      reason: 'P1 was accepted in round 1; what ended it then: We bought it.',
    });
    expect(log.state.ending?.record).toEqual(recordOf(log.state, log.nowMs));
  });

  it('call the vote', () => {
    const log = hold({ voices: () => sensible, until: asks('discuss') });
    log.act({ type: 'vote_requested' });
    sayNext(log, (turn) => sensible(turn, log.state) ?? '');
    expect(asked(log)[0]).toMatchObject({ purpose: 'vote' });
  });

  it('call the vote where nothing was proposed: the facilitator proposes first', () => {
    const log = hold({
      voices: () => (turn, state) =>
        turn.purpose === 'explore'
          ? said({ type: 'response', content: unlike(turn) })
          : sensible(turn, state),
      until: asks('discuss'),
    });
    log.act({ type: 'vote_requested' });
    sayNext(log, (turn) => sensible(turn, log.state) ?? '');
    expect(asked(log)).toMatchObject([{ purpose: 'propose', speaker: 'project_manager' }]);
    sayNext(log, (turn) => sensible(turn, log.state) ?? '');
    expect(asked(log)[0]).toMatchObject({ purpose: 'vote' });
  });
});

describe('a limit', () => {
  it('that comes near leads to the vote while there are turns for it', () => {
    const log = hold({
      voices: () => (turn, state) =>
        turn.purpose === 'discuss'
          ? said({ type: 'question', content: `Why is it that ${unlike(turn)}?` })
          : sensible(turn, state),
      settings: { limits: { turns: 30 } },
    });
    expect(log.state.ending).toMatchObject({ status: 'completed' });
    expect(log.state.turns).toHaveLength(30);
  });

  it.each([
    ['its 1 minutes were over', { settings: { limits: { minutes: 1 } }, msPerAsk: 61_000 }],
    ['its 900 tokens were spent', { settings: { limits: { tokens: 900 } }, tokens: 180 }],
    ['its money was spent', { settings: { limits: { cost_micros: 900 } }, costMicros: 180 }],
    ['all 7 turns were taken', { settings: { limits: { turns: 7 } } }],
  ])('that is reached ends it: %s', (reason, course) => {
    const { state } = hold({ voices: () => sensible, ...course });
    expect(state.ending).toMatchObject({ status: 'no_consensus', reason });
  });

  it('of time does not count while it waits for people', () => {
    const log = openLog({ speakers: persons.slice(0, 1) });
    sayNext(log, question('Which database?'));
    expect(asked(log)).toEqual([]);
    log.nowMs += 7 * 86_400_000;
    log.act({ type: 'user_waived' });
    expect(asked(log)).toMatchObject([{ purpose: 'explore' }]);
  });

  it('of time counts no more of a night in which nothing ran than a turn can last', () => {
    const log = hold({ voices: () => sensible, until: asks('discuss') });
    const before = log.state.spent.activeMs;
    log.nowMs += 8 * 3_600_000;
    sayNext(log, (turn) => sensible(turn, log.state) ?? '');
    expect(log.state.spent.activeMs - before).toBe(6 * 60_000);
    log.nowMs += 8 * 3_600_000;
    expect(asked(log)[0]?.purpose).toBe('discuss');
  });
});
