import { type DiscussionState, turnsNow } from '../state.ts';
import { allSpeakers, enterPhase, openTurnsFor, type Step } from './step.ts';

/** Everybody may ask what is unclear; what they ask of the user is asked before this is called again. */
export function initialise(state: DiscussionState, nowMs: number): Step {
  if (turnsNow(state, 'clarify').length === 0)
    return openTurnsFor(state, nowMs, { purpose: 'clarify', speakers: allSpeakers(state) });
  return enterPhase('exploration', 'everybody could ask about the goal', nowMs);
}

/** Everybody speaks from their own field, without having heard the others. */
export function explore(state: DiscussionState, nowMs: number): Step {
  if (turnsNow(state, 'explore').length === 0)
    return openTurnsFor(state, nowMs, { purpose: 'explore', speakers: allSpeakers(state) });
  return enterPhase('discussion', 'everybody has given their view', nowMs);
}
