import type { Core } from '../core.ts';

interface Record {
  failures: number;
  restsUntilMs: number;
}

/** After so many requests in a row for which no model was of use, the rules go on alone for a while. */
const mostFailures = 3;
const restMs = 60_000;
/** Projects of which this process remembers it. */
const mostKnown = 1_000;

const known = new WeakMap<Core, Map<string, Record>>();
const recordsOf = (core: Core): Map<string, Record> => {
  const records = known.get(core) ?? new Map<string, Record>();
  known.set(core, records);
  return records;
};

/** Whether nobody should wait for a model of this project now. */
export const isResting = (core: Core, projectId: string): boolean =>
  (recordsOf(core).get(projectId)?.restsUntilMs ?? 0) > Date.now();

export function noteOutcome(core: Core, projectId: string, isOfUse: boolean): void {
  const records = recordsOf(core);
  const failures = isOfUse ? 0 : (records.get(projectId)?.failures ?? 0) + 1;
  records.delete(projectId);
  if (failures === 0) return;
  const [oldest] = records.keys();
  if (records.size >= mostKnown && oldest !== undefined) records.delete(oldest);
  records.set(projectId, { failures, restsUntilMs: failures >= mostFailures ? Date.now() + restMs : 0 });
}
