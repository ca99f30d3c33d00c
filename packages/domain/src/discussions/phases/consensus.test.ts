import { describe, expect, it } from 'vitest';
import { asked, asks, hold, reply, said, sayNext, type Voice } from '../test-support/driver.ts';
import { sensible, unlike, voting } from '../test-support/voices.ts';

/** Rejects all until the proposal was amended so often. */
const until =
  (amendments: number): Voice =>
  (turn, state) =>
    voting(state.round !== null && state.round.number > amendments ? 'approve' : 'reject')(turn, state);

describe('a vote that nothing passes', () => {
  it('has the author of the leading proposal amend it, and is held again', () => {
    const log = hold({ voices: () => until(0), until: asks('vote') });
    const held = hold({ voices: () => until(1), until: asks('amend') }, log);
    expect(asked(held)).toMatchObject([{ speaker: 'project_manager', about: 'P1' }]);
    hold({ voices: () => until(1) }, held);
    const { proposals, ending, round } = held.state;
    expect(round?.proposals[0]).toBe('P6');
    expect(proposals.find(({ ref }) => ref === 'P1')).toMatchObject({ status: 'superseded' });
    expect(proposals.find(({ ref }) => ref === 'P6')).toMatchObject({ status: 'accepted', amends: 'P1' });
    expect(ending).toMatchObject({ status: 'completed', record: { round: 2, proposal: 'P6' } });
  });

  it('has the facilitator amend it where the author does not', () => {
    const log = hold({
      voices: () => (turn, state) => {
        if (turn.purpose === 'explore' && turn.speaker === 'project_manager')
          return said({ type: 'response', content: 'I listen.' });
        return until(9)(turn, state);
      },
      until: asks('amend'),
    });
    expect(sayNext(log, 'no').speaker).toBe('technical_architect');
    sayNext(log, 'no');
    expect(asked(log)).toMatchObject([{ purpose: 'amend', speaker: 'project_manager', about: 'P1' }]);
  });

  it('ends with the options where nobody amends', () => {
    const { state } = hold({
      voices: () => (turn, each) => (turn.purpose === 'amend' ? null : until(9)(turn, each)),
    });
    expect(state.ending).toMatchObject({
      ...{ status: 'no_consensus', reason: 'no proposal passed, and nobody amended the leading one' },
    });
    expect(state.ending?.options).toHaveLength(5);
    expect(state.ending?.options[0]).toMatchObject({
      ...{ proposal: 'P1', votes: { approve: 0, reject: 5, abstain: 0 } },
      objections: ['Because of reject'],
    });
  });

  it('ends with the options after its last round', () => {
    const { state } = hold({ voices: () => until(9), settings: { limits: { rounds: 2 } } });
    expect(state.ending).toMatchObject({ status: 'no_consensus', reason: 'no proposal passed in 2 rounds' });
  });
});

describe('concerns about a proposal', () => {
  const concern = said({
    type: 'response',
    content: 'Something is missing here.',
    concerns: [
      { proposal: 'P1', content: 'It loses data.' },
      { proposal: 'P1', content: 'It is slow.' },
    ],
  });

  it('move on with an amendment, but for those that it meets', () => {
    const log = hold({ voices: () => sensible, until: asks('discuss') });
    sayNext(log, concern);
    sayNext(
      log,
      said({ type: 'proposal', title: 'Safer', content: 'Keeps it', amends: 'P1', meets: ['C1'] }),
    );
    expect(log.state.concerns).toMatchObject([
      { ref: 'C1', proposal: 'P1', closed_by: expect.any(String) },
      { ref: 'C2', proposal: 'P6', closed_by: null },
    ]);
  });

  it('are met by no new proposal and by no amendment of another; one about none is met by any amendment', () => {
    const log = hold({ voices: () => sensible, settings: { summary_every: 100 }, until: asks('discuss') });
    const concerns = [{ proposal: 'P1', content: 'It loses data.' }, { content: 'Nobody wants it.' }];
    const meets = ['C1', 'C2'];
    const closers = () => log.state.concerns.map(({ closed_by }) => closed_by);
    sayNext(log, said({ type: 'response', content: 'Two things are missing.', concerns }));
    sayNext(log, said({ type: 'proposal', title: 'Other', content: 'A plan of its own.', meets }));
    expect(closers()).toEqual([null, null]);
    const { speaker } = sayNext(
      log,
      said({ type: 'proposal', title: 'Second', content: 'Wanted by all.', amends: 'P2', meets }),
    );
    expect(closers()).toEqual([null, speaker]);
  });

  it('are closed by who raised them and by the facilitator, and by nobody else', () => {
    const log = hold({ voices: () => sensible, until: asks('explore') });
    const closing = (content: string): string => said({ type: 'response', content, closes: ['C1', 'C2'] });
    reply(log, { quality_assurance: concern });
    reply(log, { creative_strategist: closing('Nonsense.') });
    expect(log.state.concerns.map(({ closed_by }) => closed_by)).toEqual([null, null]);
    reply(log, { project_manager: closing('Both are met.') });
    expect(log.state.concerns.map(({ closed_by }) => closed_by)).toEqual([
      'project_manager',
      'project_manager',
    ]);
  });

  it('keep the discussion from coming to the vote by itself', () => {
    const log = hold({ voices: () => sensible, until: asks('discuss') });
    sayNext(log, concern);
    const talking: Voice = (turn, state) =>
      turn.purpose === 'discuss' ? said({ type: 'response', content: unlike(turn) }) : sensible(turn, state);
    hold({ voices: () => talking }, log);
    const why = log.events.flatMap((event) => (event.type === 'phase_entered' ? [event.why] : []));
    expect(why.at(-1)).toBe('a vote was called for');
    expect(log.events.filter(({ type }) => type === 'stuck_noted')).toHaveLength(3);
  });
});
