import { type Breaker, closedBreaker } from '@overmind/domain/models/breaker';
import type { BreakerStore } from './ports.ts';

/** Breakers of one process. Each node finds out for itself what it can reach. */
export function createBreakers(): BreakerStore {
  const byName = new Map<string, Breaker>();
  return {
    read: (name) => byName.get(name) ?? closedBreaker,
    write(name, breaker) {
      if (breaker === closedBreaker) byName.delete(name);
      else byName.set(name, breaker);
    },
  };
}
