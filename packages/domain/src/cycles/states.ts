import { type CycleState, cycleStates } from '@overmind/contracts/entities/cycle';

const finalCycleStates: readonly CycleState[] = ['cycle.completed', 'cycle.failed'];

export function isFinalCycleState(state: CycleState): boolean {
  return finalCycleStates.includes(state);
}

/** The state that follows when all goes well; null after the end. Any unfinished state may become `cycle.failed`. */
export function nextCycleState(state: CycleState): CycleState | null {
  if (isFinalCycleState(state)) return null;
  return cycleStates[cycleStates.indexOf(state) + 1] ?? null;
}
