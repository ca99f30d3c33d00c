import type { DiscussionEvent } from '@overmind/contracts/entities/discussion-event';
import { describe, expect, it } from 'vitest';
import { type Course, hold, type Log, said, type Voice } from '../test-support/driver.ts';
import { sensible, unlike, votes } from '../test-support/voices.ts';

/** What is done in the discussion itself; the rest is sensible, but that nobody approves. */
const discussing =
  (speak: Voice): Voice =>
  (turn, state) => {
    if (turn.purpose === 'vote') return votes(state, 'reject');
    return turn.purpose === 'discuss' ? speak(turn, state) : sensible(turn, state);
  };
const stuckEvents = ({ events }: Log) =>
  events.filter(
    (event): event is Extract<DiscussionEvent, { type: 'stuck_noted' }> => event.type === 'stuck_noted',
  );
const held = (speak: Voice, course: Partial<Course> = {}): Log =>
  hold({ voices: () => discussing(speak), settings: { stuck_after: 4, limits: { turns: 200 } }, ...course });

/** The same from each, with something new as a question that stays open, so that it does not come to the vote. */
const circling: Voice = (turn, state) => {
  const own = state.messages.filter(({ by, purpose }) => by === turn.speaker && purpose === 'discuss').length;
  return own === 0
    ? said({ type: 'question', content: `Why is ${unlike(turn)}?` })
    : said({ type: 'response', content: 'We have been through this, I say it once more.' });
};
const disagreeing: Voice = (turn, state) =>
  state.concerns.length === 0
    ? said({
        type: 'response',
        content: unlike(turn),
        concerns: [{ proposal: 'P1', content: 'It loses data.' }],
      })
    : said({ type: 'response', content: `No: ${unlike(turn)}` });

describe('a discussion that does not get on', () => {
  it.each([
    ['nothing_new', circling],
    ['same_disagreement', disagreeing],
  ] as const)('is found to be stuck by %s', (sign, voice) => {
    expect(stuckEvents(held(voice))[0]).toMatchObject({ sign, remedy: 'refocus' });
  });

  it('is led back to its goal, then asks the user, then votes', () => {
    const log = held(disagreeing);
    expect(stuckEvents(log).map(({ remedy }) => remedy)).toEqual(['refocus', 'ask_user', 'call_vote']);
    expect(log.events.find(({ type }) => type === 'user_asked')).toMatchObject({
      questions: [{ by: ['project_manager'], question: expect.stringContaining('It loses data.') }],
    });
    expect(log.state.phase).toBe('consensus');
  });

  it('is summed up by the facilitator to find back', () => {
    const log = held(disagreeing, { until: (_, { stuck }) => stuck.times === 1 });
    expect(log.state.needsSummary).toBe(true);
    const summed = held(disagreeing, {
      until: (_, { stuck, needsSummary }) => stuck.times === 1 && !needsSummary,
    });
    expect(summed.state.turns.at(-1)).toMatchObject({ purpose: 'summarise', speaker: 'project_manager' });
  });

  it('ends without a consensus when nothing helped and there is nothing to vote on', () => {
    const { state } = hold({
      voices: () => (turn, each) =>
        turn.purpose === 'explore' || turn.purpose === 'propose'
          ? said({ type: 'question', content: `What about ${unlike(turn)}?` })
          : discussing(circling)(turn, each),
      settings: { stuck_after: 4, limits: { turns: 200 } },
    });
    expect(state.ending).toMatchObject({
      status: 'no_consensus',
      reason: 'it did not get on: nothing new was said',
    });
  });

  it('is not found where it gets on', () => {
    expect(stuckEvents(hold({ voices: () => sensible, settings: { stuck_after: 3 } }))).toEqual([]);
  });
});

it('finds two who speak only to each other', () => {
  const pair = ['project_manager', 'technical_architect'];
  const toEachOther: Voice = (turn) => {
    const to = pair.find((key) => key !== turn.speaker) ?? null;
    return said({ type: 'question', content: `And ${unlike(turn)}?`, to });
  };
  expect(stuckEvents(held(toEachOther)).map(({ sign }) => sign)).toContain('two_speakers');
});
