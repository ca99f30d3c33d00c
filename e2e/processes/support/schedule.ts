/** Parts of an installation that a fault can take away. */
export const victims = ['server', 'runner', 'database', 'all'] as const;
export type Victim = (typeof victims)[number];

export interface Fault {
  victim: Victim;
  /** How far the step's journal has come when the fault strikes; 0 is before the step began. */
  at: number;
}

/** mulberry32: small, and the same on every machine (Tommy Ettinger, public domain). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The faults of one seed: the victims take turns, so that a few seeds in a row meet them all. */
export function faultsOf(seed: number, journalEntries: number): Fault[] {
  const random = randomFrom(seed);
  const first = victims[seed % victims.length] ?? 'all';
  const count = random() < 0.4 ? 2 : 1;
  return Array.from({ length: count }, (_, index) => ({
    victim: index === 0 ? first : (victims[Math.floor(random() * victims.length)] ?? 'all'),
    at: Math.floor(random() * journalEntries),
  }));
}
