import { describe, expect, it } from 'vitest';
import { mostOpenConcerns, mostOpenProposals } from './protocol/judge-reply.ts';
import { openConcerns, openProposals } from './state.ts';
import { asked, asks, hold, type Log, persons, reply, said } from './test-support/driver.ts';
import { proposing, sensible, unlike } from './test-support/voices.ts';

const answer = (log: Log, text: string) => {
  const [turn] = asked(log);
  return reply(log, { [turn?.speaker ?? '']: text })[0];
};
/** Twenty proposals are on the table, and somebody is asked to go on. */
const full = (): Log => {
  const log = hold({
    voices: () => proposing,
    settings: { stuck_after: 50, summary_every: 100, limits: { turns: 200 } },
    until: (step, state) => asks('discuss')(step) && openProposals(state).length === mostOpenProposals,
  });
  expect(openProposals(log.state)).toHaveLength(mostOpenProposals);
  return log;
};

describe('a table that is full', () => {
  it('takes no further proposal, and says what can be done instead', () => {
    const log = full();
    const another = said({ type: 'proposal', title: 'One more', content: 'Something that nobody said yet' });
    expect(answer(log, another)).toMatchObject({
      ...{ type: 'turn_refused', fault: 'table_full' },
      detail: expect.stringMatching(/^20 proposals are on the table .* Amend one of them/),
    });
    expect(answer(log, another)).toMatchObject({ type: 'turn_skipped', fault: 'table_full' });
    expect(openProposals(log.state)).toHaveLength(mostOpenProposals);
    expect(log.state.notes.at(-1)).toMatchObject({
      kind: 'skipped',
      detail: expect.stringMatching(/^20 proposals are on the table/),
    });
  });

  it('takes the next version of what is on it', () => {
    const log = full();
    const amended = said({ type: 'proposal', title: 'Better', content: 'As P1, and safer', amends: 'P1' });
    expect(answer(log, amended)).toMatchObject({ type: 'turn_spoken' });
    expect(log.state.proposals.find(({ ref }) => ref === 'P1')).toMatchObject({ status: 'superseded' });
    expect(openProposals(log.state)).toHaveLength(mostOpenProposals);
  });

  it('has room for one of each speaker, however many there are', () => {
    const many = Array.from({ length: 20 }, (_, at) => ({ ...persons[0]!, key: `speaker_${at}` }));
    const settings = { limits: { turns: 200 } };
    const log = hold({ voices: () => sensible, speakers: many, settings, until: asks('discuss') });
    expect(openProposals(log.state)).toHaveLength(20);
    expect(log.state.notes).toEqual([]);
  });

  it('takes no more concerns than it holds', () => {
    const log = hold({
      voices: () => (turn, state) =>
        turn.purpose === 'discuss'
          ? said({
              ...{ type: 'response', content: unlike(turn) },
              concerns: Array.from({ length: 10 }, (_, at) => ({ content: `${at} of ${turn.turn}` })),
            })
          : sensible(turn, state),
      settings: { stuck_after: 50, summary_every: 100, limits: { turns: 200 } },
      until: (step, state) => asks('discuss')(step) && openConcerns(state).length === mostOpenConcerns,
    });
    const another = said({ type: 'response', content: 'And another', concerns: [{ content: 'Too slow' }] });
    expect(answer(log, another)).toMatchObject({ type: 'turn_refused', fault: 'table_full' });
    expect(openConcerns(log.state)).toHaveLength(mostOpenConcerns);
  });
});
