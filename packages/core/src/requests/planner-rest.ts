import type { Core } from '../core.ts';

interface Tally {
  failures: number;
  restsUntilMs: number;
}

/** After so many requests in a row for which no model was of use, the rules go on alone for a while. */
const mostFailures = 3;
const restMs = 60_000;
/** Projects of which this process remembers it. */
const mostKnown = 1_000;

const known = new WeakMap<Core, Map<string, Tally>>();
const talliesOf = (core: Core): Map<string, Tally> => {
  const tallies = known.get(core) ?? new Map<string, Tally>();
  known.set(core, tallies);
  return tallies;
};

/** Whether nobody should wait for a model of this project now. */
export const isResting = (core: Core, projectId: string): boolean =>
  (talliesOf(core).get(projectId)?.restsUntilMs ?? 0) > Date.now();

export function noteOutcome(core: Core, projectId: string, isOfUse: boolean): void {
  const tallies = talliesOf(core);
  const failures = isOfUse ? 0 : (tallies.get(projectId)?.failures ?? 0) + 1;
  tallies.delete(projectId);
  if (failures === 0) return;
  const [oldest] = tallies.keys();
  if (tallies.size >= mostKnown && oldest !== undefined) tallies.delete(oldest);
  tallies.set(projectId, { failures, restsUntilMs: failures >= mostFailures ? Date.now() + restMs : 0 });
}
