import type { DecisionRule, DiscussionSettings } from '@overmind/contracts/entities/discussion';
import fc from 'fast-check';
import type { z } from 'zod';
import type { Course, DiscussionEventInput } from './driver.ts';
import { persons } from './driver.ts';
import { behaviours } from './voices.ts';

/** What people do, and before which reply. */
export type Acts = readonly (readonly [place: number, act: DiscussionEventInput])[];

const anyRule = fc.constantFrom<DecisionRule>('unanimous', 'two_thirds', 'majority', 'facilitator');

/** For each speaker the ways in which it behaves, in turn. */
const anyWays = fc.array(
  fc.array(fc.constantFrom(...Object.keys(behaviours)), { minLength: 1, maxLength: 4 }),
  { minLength: 1, maxLength: 5 },
);

const anySettings: fc.Arbitrary<z.input<typeof DiscussionSettings>> = fc.record({
  rule: anyRule,
  quorum: fc.constantFrom(0.01, 0.34, 0.5, 0.6, 1),
  stuck_after: fc.integer({ min: 3, max: 8 }),
  summary_every: fc.integer({ min: 4, max: 20 }),
  limits: fc.record({
    turns: fc.integer({ min: 1, max: 70 }),
    rounds: fc.integer({ min: 1, max: 4 }),
    minutes: fc.integer({ min: 1, max: 30 }),
    tokens: fc.constantFrom(1, 5_000, 1_000_000, 10_000_000),
    cost_micros: fc.constantFrom(0, 2_000, 1_000_000, 10_000_000),
    user_questions: fc.integer({ min: 0, max: 3 }),
  }),
});

const anyAct = fc.constantFrom<DiscussionEventInput>(
  { type: 'user_spoke', content: 'Project manager, why is it slow?', is_answer: false },
  { type: 'user_spoke', content: 'Use the database.', is_answer: true },
  { type: 'user_waived' },
  { type: 'vote_requested' },
  { type: 'paused' },
  { type: 'vote_counted', round: 9, winner: 'P1' },
  {
    type: 'turn_spoken',
    turn: 1,
    message: { type: 'consensus', content: 'Late', reasons: [], risks: [], next_actions: [] },
    tokens: 0,
    cost_micros: 0,
  },
);

/** A discussion among speakers of any kind, hostile ones too, while people do what they like. */
export const anyCourse: fc.Arbitrary<Course> = fc
  .record({
    ways: anyWays,
    settings: anySettings,
    acts: fc.array(fc.tuple(fc.nat(90), anyAct), { maxLength: 4 }),
    tokens: fc.constantFrom(0, 400),
    costMicros: fc.constantFrom(0, 300),
    msPerAsk: fc.constantFrom(0, 1_000, 20_000),
  })
  .map(({ ways, acts, ...rest }) => ({
    ...rest,
    speakers: persons.slice(0, ways.length),
    meanwhile: doing(acts),
    answers: ({ user }) => (user.timesAsked % 2 === 0 ? null : 'As you like.'),
    voices: (speaker) => {
      const own = ways[persons.findIndex(({ key }) => key === speaker)] ?? [];
      return (turn, state) => {
        const way = own[(turn.turn + turn.attempt) % own.length] ?? 'silent';
        return behaviours[way]?.(turn, state) ?? null;
      };
    },
  }));

export const doing =
  (acts: Acts): NonNullable<Course['meanwhile']> =>
  (place) =>
    acts.filter(([at]) => at === place).map(([, act]) => act);
