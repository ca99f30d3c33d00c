import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@overmind/client/http';
import { type Cycle, type CycleState, cycleStates } from '@overmind/contracts/entities/cycle';
import { getCycle } from '@overmind/contracts/routes/orchestrator';

const pollMs = 250;

export const wordsOf = (state: CycleState): string => state.replace(/^cycle\./, '').replaceAll('_', ' ');
export const hasEnded = ({ state }: Cycle): boolean =>
  state === 'cycle.completed' || state === 'cycle.failed';

/** The states that a cycle went through from one to another; it fails from any of them. */
export function statesBetween(from: CycleState | null, to: CycleState): CycleState[] {
  if (to === 'cycle.failed') return from === to ? [] : [to];
  const start = from === null ? 0 : cycleStates.indexOf(from) + 1;
  return cycleStates.slice(start, cycleStates.indexOf(to) + 1);
}

/** Looks at a cycle until it has ended, telling each state that it came to. */
export async function followCycle(
  client: Client,
  id: string,
  tell: (state: CycleState) => void,
): Promise<Cycle> {
  for (let last: CycleState | null = null; ; await pause(pollMs)) {
    const cycle = await client.call(getCycle, { params: { id } });
    for (const state of statesBetween(last, cycle.state)) tell(state);
    last = cycle.state;
    if (hasEnded(cycle)) return cycle;
  }
}
