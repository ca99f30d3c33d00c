import type { ModelCallScope } from '@overmind/contracts/entities/model';
import type { RunRow } from '@overmind/db/queries/execution/runs';
import type { TaskRow } from '@overmind/db/queries/work/tasks';
import { hashedId } from '../hashed-id.ts';

/** The id that a runner gives is good for its own run alone: no other's hold or record can be met by it. */
export const callIdOf = ({ runId, callId }: { runId: string; callId: string }): string =>
  hashedId(`${runId}/${callId}`);

/** What a call of a run, or of one of its reviewers, is for and takes from. */
export const scopeOf = (
  run: RunRow,
  { spec_id }: Pick<TaskRow, 'spec_id'>,
  { reviewer, agentId }: { reviewer: string | null; agentId: string | null },
): ModelCallScope => ({
  ...{ purpose: reviewer === null ? 'run.work' : 'run.review', project_id: run.project_id },
  ...{ agent_id: agentId, task_id: run.task_id, run_id: run.id },
  ...{ discussion_id: null, discussion_turn: null, spec_id },
});

/** Runners' clocks are no clocks: what they say back counts only within the life of the run. */
export function startOf({ startedAt }: { startedAt: string | null }, run: RunRow): string {
  const now = Date.now();
  const began = Math.min(now, (run.started_at ?? run.created_at).getTime());
  const said = startedAt === null ? now : Date.parse(startedAt);
  return new Date(Math.min(now, Math.max(began, said))).toISOString();
}
