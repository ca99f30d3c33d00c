import { type Breaker, closedBreaker } from '@overmind/domain/models/breaker';
import type { BreakerStore } from './ports.ts';

/** Breakers of one process. Each node finds out for itself what it can reach. */
export function createBreakers(): BreakerStore {
  const byRef = new Map<string, Breaker>();
  return {
    read: (ref) => byRef.get(ref) ?? closedBreaker,
    write(ref, breaker) {
      if (breaker === closedBreaker) byRef.delete(ref);
      else byRef.set(ref, breaker);
    },
  };
}
