import type { Db } from '@overmind/db/database';
import { listDecisionLines } from '@overmind/db/queries/discussions/discussions';
import { listAgentRows } from '@overmind/db/queries/projects/agents';
import { findProjectRow, settingsOf } from '@overmind/db/queries/projects/projects';
import {
  findLatestTaskChange,
  listCompletedRunLines,
  listOpenTaskLines,
  type OpenTaskLine,
} from '@overmind/db/queries/projects/state-rows';
import { listSpecLines } from '@overmind/db/queries/specs/specs';
import { countTasksByStatus } from '@overmind/db/queries/work/tasks';
import type { RowOf } from '@overmind/db/schema';
import type { StateInput } from '@overmind/domain/state/document';

/** How many tasks of a status the document shows at the most. */
const maxListed = 50;
const maxCompleted = 10;

/** What the state document is made from but for the notes; every read is bounded and by an index. */
export async function collectState(
  db: Db,
  projectId: string,
): Promise<{ project: RowOf<'projects'>; input: Omit<StateInput, 'notes'> }> {
  const project = await findProjectRow(db, projectId);
  if (!project) throw new Error('the project is gone');
  const agents = await listAgentRows(db, projectId);
  const agentName = new Map(agents.map((agent) => [agent.id, agent.name]));
  const tasks = await listOpenTaskLines(db, projectId, maxListed);
  const repositories = [project.default_repo_path, ...agents.map((agent) => agent.config.repo_path)];
  const input = {
    project: {
      name: project.name,
      is_archived: project.archived_at !== null,
      is_paused: settingsOf(project).orchestration === 'paused',
      repositories: [...new Set(repositories.filter((path) => path != null))],
    },
    tasks: tasks.map((task) => ({ ...task, agent: agentName.get(task.assigned_agent_id ?? '') ?? null })),
    counts: await countTasksByStatus(db, projectId),
    runs: {
      completed: await listCompletedRunLines(db, projectId, maxCompleted),
      failing: tasks.flatMap(failingRun),
    },
    agents: agents.map((agent) => ({ ...agent, executor: agent.config.executor })),
    specs: await listSpecLines(db, projectId, maxListed),
    decisions: await listDecisionLines(db, projectId, maxListed),
    latest_change_at: await findLatestTaskChange(db, projectId),
  };
  return { project, input };
}

function failingRun(task: OpenTaskLine): StateInput['runs']['failing'][number][] {
  if (task.failed_attempt === null || task.failed_agent === null) return [];
  const { key, failed_agent: agent, failed_attempt: attempt, failed_reason: reason } = task;
  return [{ task: key, agent, attempt, reason: reason ?? '' }];
}
