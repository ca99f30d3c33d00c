import { builtInPersonas } from '@overmind/contracts/entities/persona';
import { describe, expect, it } from 'vitest';
import { findMisfit } from '../check-history.ts';
import { fold } from '../fold.ts';
import { renderDiscussion } from '../outcome/discussion-markdown.ts';
import { statusOf } from '../state.ts';
import { asked, hold, type Log, openLog, persons, reply, said, sayNext } from '../test-support/driver.ts';
import { toldBy } from '../test-support/told.ts';
import { sensible } from '../test-support/voices.ts';
import { answerTimes, mayWait, nextByItselfMs } from './patience.ts';

const three = () => openLog({ speakers: persons.slice(0, 3) });
const [first = '', second = '', third = ''] = persons.map(({ key }) => key);
const clear = said({ type: 'response', content: 'Clear.' });
const waiting = (log: ReturnType<typeof openLog>) => {
  const turns = asked(log);
  return turns.filter((turn) => mayWait(log.state, turn)).map(({ speaker }) => speaker);
};

it('lets turns wait while nobody was waited for in vain', () => {
  const log = three();
  expect(waiting(log)).toEqual([first, second, third]);
  reply(log, { [first]: clear, [second]: 'no JSON' });
  expect(waiting(log)).toEqual([second, third]);
});

it('lets a turn wait once, and nobody after one that had no reply at all', () => {
  const log = three();
  reply(log, { [first]: null });
  expect(waiting(log)).toEqual([second, third]);
  reply(log, { [first]: null });
  expect(waiting(log)).toEqual([]);
});

it('lets others wait once somebody spoke again, and not who was silent', () => {
  const log = three();
  reply(log, { [first]: null });
  reply(log, { [first]: null });
  reply(log, { [second]: clear, [third]: clear });
  expect(asked(log).map(({ purpose }) => purpose)).toEqual(['explore', 'explore', 'explore']);
  expect(waiting(log)).toEqual([second, third]);
});

describe('an answer of a person', () => {
  const hours = (count: number): number => count * 3_600_000;
  /** One that waits for an answer since now. */
  function asking(answer_hours: number | null = 10): Log {
    const log = openLog({ speakers: persons.slice(0, 1), settings: { answer_hours } });
    sayNext(log, said({ type: 'question_to_user', questions: ['Which database?', 'Which budget?'] }));
    expect(asked(log)).toEqual([]);
    return log;
  }
  /** What happens by itself once so much time is over. */
  function after(log: Log, count: number): string[] {
    log.nowMs += hours(count);
    const before = log.events.length;
    for (let step = log.step(); step.do === 'record'; step = log.step()) {
      expect(findMisfit(log.state, step.event)).toBeNull();
      log.append(step.event);
    }
    return log.events.slice(before).map(({ type }) => type);
  }

  it('is reminded of after half of the time, once, and given up after all of it', () => {
    const log = asking();
    expect(after(log, 4.9)).toEqual([]);
    expect(after(log, 0.1)).toEqual(['user_reminded']);
    expect(statusOf(log.state)).toBe('paused');
    expect(after(log, 4.9)).toEqual([]);
    expect(after(log, 0.1)).toEqual(['user_silent', 'phase_entered', 'turns_opened']);
    expect(statusOf(log.state)).toBe('active');
    expect(log.state.notes).toMatchObject([
      { by: 'project_manager', kind: 'unanswered', detail: 'Which database?' },
      { kind: 'unanswered', detail: 'Which budget?' },
    ]);
    expect(renderDiscussion('How?', log.state)).toMatch(
      /## Questions that nobody answered\n\n- .*: Which database\?\n- .*: Which budget\?\n/,
    );
  });

  it('is waited for a day where nothing else was said', () => {
    const log = asking(null);
    expect(nextByItselfMs(log.state)).toBe(log.nowMs + hours(12));
    expect(answerTimes(log.state)?.dueAtMs).toBe(log.nowMs + hours(24));
  });

  it('has half of the time after a reminder that came late', () => {
    const log = asking();
    expect(after(log, 100)).toEqual(['user_reminded']);
    expect(answerTimes(log.state)?.dueAtMs).toBe(log.nowMs + hours(5));
    expect(after(log, 4)).toEqual([]);
    expect(after(log, 1)).toContain('user_silent');
  });

  it('has all of the time again once somebody resumes the discussion, or says something else', () => {
    const log = asking();
    log.nowMs += hours(6);
    log.act({ type: 'paused' });
    expect(after(log, 1_000)).toEqual([]);
    log.act({ type: 'resumed' });
    expect(after(log, 4.9)).toEqual([]);
    expect(after(log, 0.1)).toEqual(['user_reminded']);
    log.act({ type: 'user_spoke', content: 'Which ones are there?', is_answer: false });
    sayNext(log, said({ type: 'response', content: 'There are two of them.' }));
    expect(after(log, 4.9)).toEqual([]);
    expect(after(log, 0.1)).toEqual(['user_reminded']);
  });

  it('that came ends the waiting, and a late word of the clock changes nothing', () => {
    const log = asking();
    log.act({ type: 'user_spoke', content: 'PostgreSQL.', is_answer: true });
    log.act({ type: 'user_reminded' });
    log.act({ type: 'user_silent' });
    expect(log.state.notes).toEqual([]);
    expect(answerTimes(log.state)).toBeNull();
  });

  it('cannot have been given up early in a history from elsewhere', () => {
    const log = asking();
    const given = { at_ms: log.nowMs + hours(9) };
    expect(findMisfit(log.state, { type: 'user_silent', ...given })).toMatch(/was not over/);
    expect(findMisfit(fold(log.events.slice(0, 2)), { type: 'user_reminded', ...given })).toMatch(
      /was not over/,
    );
  });

  it('that never came is told to the speakers, and stands among the risks of the decision', () => {
    const unclear = hold({
      speakers: persons.slice(0, 2),
      isSilent: true,
      voices: () => (turn, state) =>
        turn.purpose === 'clarify'
          ? said({ type: 'question_to_user', questions: ['Which database?'] })
          : sensible(turn, state),
      until: (step) => step.do === 'ask' && step.turns[0]?.purpose === 'explore',
    });
    const [persona] = builtInPersonas;
    const [turn] = asked(unclear);
    if (turn === undefined || persona === undefined) throw new Error('nobody is asked');
    expect(toldBy(unclear.state, turn, persona).user).toContain(
      '{"asked_of":"user","answer":"none was given","content":"Which database?"}',
    );
    const { state } = hold({ voices: () => sensible, speakers: persons.slice(0, 2) }, unclear);
    expect(state.ending?.record?.risks).toContain('No answer was given to: Which database?');
  });
});
