import { newId } from '@overmind/db/database';
import { countedAt, originOf, thisMachine } from '@overmind/models/limits/counted-at';
import type { Turns } from '@overmind/models/ports';
import type { TurnQueue } from './queue.ts';

/** The turns of the calls that this process makes. */
export function turnsOf(queue: TurnQueue): Turns {
  const machine = thisMachine();
  return {
    async take({ access, tokens }, signal) {
      const id = newId();
      const place = countedAt(access.name, originOf(access), machine);
      const leave = (taken: number | null): Promise<void> => queue.leave(id, taken);
      try {
        await queue.enter({ id, place, provider: access.name, tokens, run: null }, signal);
      } catch (error) {
        await leave(0);
        throw error;
      }
      return { leave };
    },
  };
}
