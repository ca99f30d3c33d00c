import type { DiscussionEvent, EventOf, TurnPurpose } from '@overmind/contracts/entities/discussion-event';
import { turnsLeft } from '../flow/limits.ts';
import { optionsOf, recordOf } from '../outcome/record.ts';
import type { DiscussionState, Ending, Turn } from '../state.ts';

/**
 * What must be done now. `record`: append this event and ask again. `ask`: put these turns to their speakers, at once
 * where there are several, and append what `hear` makes of each reply; a turn stands here until it is recorded, so what
 * is being asked already is not asked again. `wait`: nothing until a person does something, or until the time for an answer is over.
 */
export type Step =
  | { do: 'record'; event: DiscussionEvent }
  | { do: 'ask'; turns: Turn[] }
  | { do: 'wait'; for: 'resume' | 'user' }
  | { do: 'done'; ending: Ending };

export const record = (event: DiscussionEvent): Step => ({ do: 'record', event });

/** Turns for these speakers, in so far as turns are left; there is one at least. */
export function openTurnsFor(
  state: DiscussionState,
  nowMs: number,
  asked: { purpose: TurnPurpose; speakers: readonly string[]; about?: string | null },
): Step {
  const { purpose, speakers, about = null } = asked;
  const turns = speakers
    .slice(0, turnsLeft(state))
    .map((speaker, at) => ({ turn: state.turns.length + at + 1, speaker, purpose, about }));
  return record({ type: 'turns_opened', at_ms: nowMs, turns });
}

export const allSpeakers = ({ speakers }: DiscussionState): string[] => speakers.map(({ key }) => key);

export const enterPhase = (phase: EventOf<'phase_entered'>['phase'], why: string, nowMs: number): Step =>
  record({ type: 'phase_entered', at_ms: nowMs, phase, why });

/** The end, with the decision where the last vote made one, else with what there was to choose from. */
export function finish(state: DiscussionState, nowMs: number, reason: string, status?: 'failed'): Step {
  const decision = recordOf(state, nowMs);
  return record({
    ...{ type: 'ended', at_ms: nowMs, reason, record: decision },
    status: decision !== null ? 'completed' : (status ?? 'no_consensus'),
    options: decision === null ? optionsOf(state) : [],
  });
}
