import type { DecisionRule, VoteChoice } from '@overmind/contracts/entities/discussion';
import { describe, expect, it } from 'vitest';
import { asks, hold, type Log, persons, reply, said } from '../test-support/driver.ts';
import { sensible, votes } from '../test-support/voices.ts';
import { tally, tallyRound } from './tally.ts';

type Cast = [choice: VoteChoice, confidence?: number];

/** The first vote of a discussion, with a choice for each speaker in order; fewer are silent. */
function voted(
  rule: DecisionRule,
  cast: readonly Cast[],
  quorum = 0.6,
  weights: readonly number[] = [],
): Log {
  return hold({
    settings: { rule, quorum, limits: { rounds: 1 } },
    speakers: persons.map((person, at) => ({ ...person, weight: weights[at] ?? 1 })),
    voices: (speaker) => (turn, state) => {
      if (turn.purpose !== 'vote') return sensible(turn, state);
      const [choice, confidence] = cast[persons.findIndex(({ key }) => key === speaker)] ?? [];
      return choice === undefined ? null : votes(state, choice, confidence);
    },
  });
}
const yes: Cast = ['approve'];
const changed: Cast = ['approve_with_changes'];
const no: Cast = ['reject'];
const neither: Cast = ['abstain'];

describe.each<[DecisionRule, string, Cast[], 'completed' | 'no_consensus']>([
  ['unanimous', 'all approve', [yes, yes, changed, yes, yes], 'completed'],
  ['unanimous', 'some abstain', [yes, yes, yes, neither, neither], 'completed'],
  ['unanimous', 'one rejects', [yes, yes, yes, yes, no], 'no_consensus'],
  ['majority', 'more are for than against', [yes, changed, yes, no, no], 'completed'],
  ['majority', 'as many are against', [yes, yes, no, no, neither], 'no_consensus'],
  [
    'majority',
    'three sure ones are against',
    [['reject', 1], ['reject', 1], ['reject', 1], yes, yes],
    'no_consensus',
  ],
  [
    'two_thirds',
    'two thirds are for',
    [['approve', 0.8], ['approve', 0.8], ['reject', 0.8], neither, neither],
    'completed',
  ],
  [
    'two_thirds',
    'a little less is for',
    [['approve', 0.8], ['approve', 0.79], ['reject', 0.8], neither, neither],
    'no_consensus',
  ],
  [
    'two_thirds',
    'those against are unsure',
    [
      ['approve', 1],
      ['approve', 1],
      ['reject', 0.3],
      ['reject', 0.3],
      ['reject', 0.3],
    ],
    'completed',
  ],
  [
    'two_thirds',
    'nobody is sure at all',
    [
      ['approve', 0],
      ['approve', 0],
      ['approve', 0],
      ['approve', 0],
      ['approve', 0],
    ],
    'no_consensus',
  ],
  ['facilitator', 'the facilitator approves alone', [yes, no, no, no, no], 'completed'],
  ['facilitator', 'all but the facilitator approve', [no, yes, yes, yes, yes], 'no_consensus'],
  ['facilitator', 'the facilitator abstains', [neither, yes, yes, yes, yes], 'no_consensus'],
])('by the rule %s, where %s,', (rule, _, cast, status) => {
  it(`a proposal ends as ${status}`, () => {
    expect(voted(rule, cast).state.ending).toMatchObject({ status });
  });
});

describe('a quorum', () => {
  it.each<[number, Cast[], boolean]>([
    [0.6, [yes, yes, yes], true],
    [0.6, [yes, yes], false],
    [0.6, [yes, yes, neither, neither, neither], false],
    [1, [yes, yes, yes, yes], false],
    [0.01, [neither, neither, neither, neither, neither], false],
    [0.01, [yes], true],
  ])('of %f with %j is there: %s', (quorum, cast, hasQuorum) => {
    const { state } = voted('majority', cast, quorum);
    expect(tallyRound(state)[0]?.hasQuorum).toBe(hasQuorum);
    expect(state.ending?.status).toBe(hasQuorum ? 'completed' : 'no_consensus');
  });
});

it('weighs votes by their persona under the rule of two thirds', () => {
  const cast = [no, yes, yes, yes, yes];
  expect(voted('two_thirds', cast).state.ending?.status).toBe('completed');
  expect(voted('two_thirds', cast, 0.6, [3, 1, 1, 1, 1]).state.ending?.status).toBe('no_consensus');
});

describe('of several proposals', () => {
  const between = (prefers: (proposal: string, speaker: string) => Cast): Log =>
    hold({
      settings: { rule: 'majority' },
      voices: (speaker) => (turn, state) =>
        turn.purpose === 'vote'
          ? said({
              type: 'vote',
              ballots: (state.round?.proposals ?? []).map((proposal) => {
                const [choice, confidence = 0.5] = prefers(proposal, speaker);
                return { proposal, choice, confidence, reason: 'So' };
              }),
            })
          : sensible(turn, state),
    });

  it('the one with the largest lead wins', () => {
    const { state } = between((proposal) => (proposal === 'P3' ? ['approve', 1] : ['approve', 0.9]));
    expect(state.ending?.record).toMatchObject({ proposal: 'P3' });
  });

  it('the earlier one wins when they are equal', () => {
    const { state } = between((proposal) => (proposal === 'P1' ? no : yes));
    expect(state.ending?.record).toMatchObject({
      proposal: 'P2',
      votes: { approve: 5, reject: 0, abstain: 0 },
    });
  });
});

it('counts the first ballot of a voter, and notes the second', () => {
  const log = hold({
    voices: () => (turn, state) =>
      turn.purpose === 'vote'
        ? said({
            type: 'vote',
            ballots: [
              { proposal: 'P1', choice: 'reject', confidence: 1, reason: 'No' },
              { proposal: 'P1', choice: 'approve', confidence: 1, reason: 'Yes' },
            ],
          })
        : sensible(turn, state),
    settings: { limits: { rounds: 1 } },
  });
  expect(tally(log.state, 'P1', 1)).toMatchObject({ approve: 0, reject: 5 });
  expect(log.state.notes.filter(({ kind }) => kind === 'repeated_vote')).toHaveLength(5);
});

it('counts no ballot on what is not put to the vote, and notes it', () => {
  const log = hold({ voices: () => sensible, until: asks('vote') });
  const ballots = ['P1', 'P99'].map((proposal) => ({
    ...{ proposal, choice: 'approve' as const, confidence: 1, reason: 'Yes' },
  }));
  reply(log, { project_manager: said({ type: 'vote', ballots }) });
  expect(log.state.votes.map(({ proposal }) => proposal)).toEqual(['P1']);
  expect(log.state.notes).toMatchObject([
    { by: 'project_manager', kind: 'stray_vote', detail: expect.stringContaining('P99') },
  ]);
});

it('is not decided while ballots are out', () => {
  const log = hold({ voices: () => sensible, until: asks('vote') });
  log.act({ type: 'vote_counted', round: 1, winner: 'P1' });
  expect(log.state.round).toMatchObject({ isCounted: false, winner: null });
});
