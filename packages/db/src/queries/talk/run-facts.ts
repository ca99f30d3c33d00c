import type { RunStatus } from '@overmind/contracts/entities/run';
import type { Db } from '../../database.ts';

/** A project's runs that ended last, with what a person knows them by. */
export async function listEndedRunFacts(
  db: Db,
  projectId: string,
  filter: { statuses?: readonly RunStatus[]; agent?: string | null; taskId?: string },
  limit: number,
) {
  let query = db
    .selectFrom('agent_runs as r')
    .innerJoin('tasks as t', 't.id', 'r.task_id')
    .innerJoin('agents as a', 'a.id', 'r.agent_id')
    .select(['t.id', 't.key', 't.title', 't.status as task_status', 'a.name as agent'])
    .select(['r.attempt', 'r.status', 'r.reason', 'r.status_detail', 'r.exit_code', 'r.summary', 'r.metrics'])
    .select(['r.started_at', 'r.finished_at'])
    .where('r.project_id', '=', projectId)
    .where('r.finished_at', 'is not', null)
    .orderBy('r.finished_at', 'desc')
    .limit(limit);
  if (filter.statuses) query = query.where('r.status', 'in', filter.statuses);
  if (filter.taskId !== undefined) query = query.where('r.task_id', '=', filter.taskId);
  if (filter.agent != null) query = query.where('a.name', '=', filter.agent);
  return query.execute();
}
