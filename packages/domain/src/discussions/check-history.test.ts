import type { EventOf } from '@overmind/contracts/entities/discussion-event';
import { describe, expect, it } from 'vitest';
import { findMisfit } from './check-history.ts';
import { fold } from './fold.ts';
import { asks, hold, said, sayNext, type Voice } from './test-support/driver.ts';
import { sensible, unlike } from './test-support/voices.ts';

const talking: Voice = (turn, state) =>
  turn.purpose === 'discuss' ? said({ type: 'response', content: unlike(turn) }) : sensible(turn, state);

/** A decision in spite of two concerns, of which a proposal that amends nothing has named the first as met. */
function decided() {
  const log = hold({ voices: () => sensible, settings: { summary_every: 100 }, until: asks('discuss') });
  const concerns = [{ content: 'It loses data.' }, { content: 'It is slow.' }];
  sayNext(log, said({ type: 'response', content: 'Two things are missing.', concerns }));
  sayNext(log, said({ type: 'proposal', title: 'Other', content: 'A plan of its own.', meets: ['C1'] }));
  log.act({ type: 'vote_requested' });
  const { events } = hold({ voices: () => talking }, log);
  const end = events.at(-1);
  if (end?.type !== 'ended' || end.record === null) throw new Error('Nothing was decided.');
  return { before: fold(events.slice(0, -1)), end, record: end.record };
}

describe('the decision of a history from elsewhere', () => {
  const { before, end, record } = decided();
  const withRisks = (risks: string[]): EventOf<'ended'> => ({ ...end, record: { ...record, risks } });

  it('has all that stayed open among its risks', () => {
    expect(record.risks).toEqual(['It may be slow', 'It loses data.', 'It is slow.']);
    expect(findMisfit(before, end)).toBeNull();
  });

  it('may lack a concern that a proposal named as met, as files of earlier versions do', () => {
    expect(findMisfit(before, withRisks(['It may be slow', 'It is slow.']))).toBeNull();
  });

  it.each([
    ['lacks a concern that nothing met', ['It may be slow', 'It loses data.']],
    ['lacks a risk that the facilitator named', ['It loses data.', 'It is slow.']],
    ['has one that nobody named', ['It may be slow', 'It loses data.', 'It is slow.', 'It costs too much.']],
  ])('is not what was voted for where it %s', (_, risks) => {
    expect(findMisfit(before, withRisks(risks))).toMatch(/not what was voted for/);
  });
});
