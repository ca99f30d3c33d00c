/** What can go wrong with a part of an installation, or with what it runs. */
export const faultKinds = [
  'kill_runner',
  'hold_network',
  'kill_command',
  'kill_server',
  'stop_runner',
  'kill_agent',
  'kill_database',
  'cut_network',
  'fill_disk',
  'restart_server',
  'kill_all',
] as const;
export type FaultKind = (typeof faultKinds)[number];

export interface Fault {
  kind: FaultKind;
  /** How many notes the witness takes before the fault strikes. */
  after: number;
  /** Which of the runners, where it is one of them. */
  runner: number;
  /** How long a stop or a break of the network lasts; null is until the server has given the runner's work up. */
  lengthMs: number | null;
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

const faultsPerSeed = 4;
/** Some are over before the runner freezes what it runs, some before its lease is. */
const longestMs = 5_500;

/** The faults of one seed: the kinds take turns, so that three seeds in a row meet them all. */
export function faultsOf(seed: number, notesOfOneRun: number, runners: number): Fault[] {
  const random = randomFrom(seed);
  return Array.from({ length: faultsPerSeed }, (_, index) => ({
    kind: faultKinds[(seed * faultsPerSeed + index) % faultKinds.length] ?? 'kill_all',
    after: Math.floor(random() * notesOfOneRun),
    runner: Math.floor(random() * runners),
    lengthMs: random() < 0.5 ? null : Math.floor(random() * longestMs),
  }));
}
