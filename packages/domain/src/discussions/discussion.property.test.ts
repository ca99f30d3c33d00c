import fc from 'fast-check';
import { expect, it } from 'vitest';
import { apply, fold } from './fold.ts';
import { next } from './next.ts';
import { mostOpenConcerns, mostOpenProposals } from './protocol/judge-reply.ts';
import { openConcerns, openProposals } from './state.ts';
import { anyCourse } from './test-support/courses.ts';
import { hold, type Log, persons } from './test-support/driver.ts';
import { sensible } from './test-support/voices.ts';

const holds = (judge: (log: Log) => void, numRuns = 80): void => {
  fc.assert(
    fc.property(anyCourse, (course) => judge(hold(course))),
    { numRuns },
  );
};

it('ends within its limits, whoever speaks', () => {
  holds(({ state, events }) => {
    const { limits } = state.settings;
    expect(state.ending).not.toBeNull();
    expect(state.turns.length).toBeLessThanOrEqual(limits.turns);
    expect(state.round?.number ?? 0).toBeLessThanOrEqual(limits.rounds);
    expect(state.user.timesAsked).toBeLessThanOrEqual(limits.user_questions);
    const replies = events.filter(({ type }) => type === 'turn_refused' || type === 'turn_skipped');
    expect(replies.length).toBeLessThanOrEqual(limits.turns * 2);
  });
});

it('has no more on the table than finds room there, whoever speaks', () => {
  holds(({ state }) => {
    expect(openProposals(state).length).toBeLessThanOrEqual(mostOpenProposals);
    expect(openConcerns(state).length).toBeLessThanOrEqual(mostOpenConcerns);
    expect(state.ending?.options.length).toBeLessThanOrEqual(mostOpenProposals);
  });
});

it('opens no turn once its time, tokens or money are spent', () => {
  holds(({ events }) => {
    const opened = events.flatMap((event, at) => (event.type === 'turns_opened' ? [at] : []));
    for (const at of opened) {
      const before = fold(events.slice(0, at));
      if (before === null) throw new Error('Turns were opened before the discussion.');
      const { limits } = before.settings;
      expect(before.spent.tokens).toBeLessThan(limits.tokens);
      if (before.spent.costMicros > 0) expect(before.spent.costMicros).toBeLessThan(limits.cost_micros);
      expect(before.spent.activeMs).toBeLessThan(limits.minutes * 60_000);
    }
  });
});

it('closes a concern only by who raised it, by the facilitator, or by an amendment that may meet it', () => {
  holds(({ events, state: { facilitator } }) => {
    let before = fold(events.slice(0, 1));
    for (const event of events.slice(1)) {
      const after = apply(before, event);
      for (const [at, { by, proposal, closed_by }] of (before?.concerns ?? []).entries()) {
        const closer = after?.concerns[at]?.closed_by ?? null;
        if (closed_by !== null || closer === null || closer === by || closer === facilitator) continue;
        const amended = after?.proposals.at(-1)?.amends ?? null;
        expect(after?.proposals).not.toHaveLength(before?.proposals.length ?? 0);
        expect(amended).not.toBeNull();
        expect([null, amended]).toContain(proposal);
      }
      before = after;
    }
  });
});

it('decides only with a quorum of different voters', () => {
  holds(({ state }) => {
    if (state.ending?.status !== 'completed') return;
    const { record } = state.ending;
    const sides = state.votes.filter(
      ({ proposal, round, choice }) =>
        proposal === record?.proposal && round === record.round && choice !== 'abstain',
    );
    const voters = new Set(sides.map(({ by }) => by));
    expect(voters.size).toBeGreaterThanOrEqual(state.settings.quorum * state.speakers.length);
    expect(sides.some(({ choice }) => choice !== 'reject')).toBe(true);
    if (state.settings.rule === 'unanimous')
      expect(sides.filter(({ choice }) => choice === 'reject')).toEqual([]);
  });
});

it('counts one ballot for a voter, a proposal and a round', () => {
  holds(({ state }) => {
    const ballots = state.votes.map(({ by, proposal, round }) => `${by} ${proposal} ${round}`);
    expect(new Set(ballots).size).toBe(ballots.length);
  });
});

it('goes on from any prefix of its events as if nothing had happened', () => {
  holds(({ state, events, steps }) => {
    expect(fold(events)).toEqual(state);
    for (const { step, events: count, nowMs } of steps.filter((_, at) => at % 5 === events.length % 5)) {
      const stored: typeof events = JSON.parse(JSON.stringify(events.slice(0, count)));
      const before = fold(stored);
      expect(before === null ? null : next(before, nowMs)).toEqual(step);
    }
  }, 40);
});

it('never asks a turn again that is recorded, and none more than twice', () => {
  holds(({ events, steps }) => {
    for (const { step, events: count } of steps) {
      if (step.do !== 'ask') continue;
      const before = events.slice(0, count);
      for (const { turn, attempt } of step.turns) {
        const past = before.filter((event) => 'turn' in event && event.turn === turn);
        const refused = past.filter(({ type }) => type === 'turn_refused').length;
        expect(attempt).toBe(refused + 1);
        expect(attempt).toBeLessThanOrEqual(2);
      }
    }
  });
});

it('takes every turn number once', () => {
  holds(({ state }) => {
    expect(state.turns.map(({ turn }) => turn)).toEqual(state.turns.map((_, at) => at + 1));
  });
});

it('comes to the same end however often it is paused and however long', () => {
  const anyPauses = fc.array(fc.nat(80), { maxLength: 6 });
  fc.assert(
    fc.property(anyCourse, anyPauses, (course, pauses) => {
      const through = hold(course);
      const paused = hold({
        ...course,
        meanwhile: (place) => [
          ...(course.meanwhile?.(place) ?? []),
          ...(pauses.includes(place) ? [{ type: 'paused' as const }] : []),
        ],
      });
      expect(withoutTimes(paused)).toEqual(withoutTimes(through));
    }),
    { numRuns: 80 },
  );
});

/** What a discussion came to. Each pause takes a year, so the date of a decision differs. */
function withoutTimes({ state }: Log) {
  const { ending, lastAtMs, user, ...rest } = state;
  const record = ending?.record === null ? null : { ...ending?.record, decided_at: '' };
  return { ...rest, user: { ...user, waitingSinceMs: null }, ending: { ...ending, record } };
}

it('ends though nobody ever answers, and goes on only after a reminder and all of the time', () => {
  fc.assert(
    fc.property(anyCourse, fc.integer({ min: 1, max: 72 }), (course, answer_hours) => {
      const settings = { ...course.settings, answer_hours };
      const { state, events } = hold({ ...course, settings, isSilent: true });
      expect(state.ending).not.toBeNull();
      for (const [at, event] of events.entries()) {
        if (event.type !== 'user_silent') continue;
        const asked = events.slice(0, at).findLastIndex(({ type }) => type === 'user_asked');
        const since = events.slice(asked, at);
        expect(since.filter(({ type }) => type === 'user_reminded').length).toBeGreaterThanOrEqual(1);
        expect(event.at_ms - (since[0]?.at_ms ?? 0)).toBeGreaterThanOrEqual(answer_hours * 3_600_000);
      }
    }),
    { numRuns: 80 },
  );
});

it('lets nobody wait for a turn longer than three rounds', () => {
  fc.assert(
    fc.property(anyCourse, (course) => {
      const { state } = hold({ ...course, settings: { ...course.settings, limits: { turns: 120 } } });
      const order = state.turns.filter(({ purpose }) => purpose === 'discuss').map(({ speaker }) => speaker);
      const most = state.speakers.length * 3;
      for (let at = 0; at + most <= order.length; at += 1)
        expect(new Set(order.slice(at, at + most)).size).toBe(state.speakers.length);
    }),
    { numRuns: 80 },
  );
});

it.each([1, 2, 3, 4, 5])('reaches a decision among %i speakers who mean well', (count) => {
  const { state } = hold({ voices: () => sensible, speakers: persons.slice(0, count) });
  expect(state.ending).toMatchObject({
    ...{ status: 'completed', record: { next_actions: ['Write the migration'] } },
  });
});
