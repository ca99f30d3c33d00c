import type { RunRow } from '@overmind/db/queries/execution/runs';
import { hashedId } from '../hashed-id.ts';

/** The id that a runner gives is good for its own run alone: no other's hold or record can be met by it. */
export const callIdOf = ({ runId, callId }: { runId: string; callId: string }): string =>
  hashedId(`${runId}/${callId}`);

/** Runners' clocks are no clocks: what they say back counts only within the life of the run. */
export function startOf({ startedAt }: { startedAt: string | null }, run: RunRow): string {
  const now = Date.now();
  const began = Math.min(now, (run.started_at ?? run.created_at).getTime());
  const said = startedAt === null ? now : Date.parse(startedAt);
  return new Date(Math.min(now, Math.max(began, said))).toISOString();
}
