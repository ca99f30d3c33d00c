import type { TaskStatus } from '@overmind/contracts/entities/task';
import type { Db } from '@overmind/db/database';
import { listEndedRunLines } from '@overmind/db/queries/execution/runs';
import { listAgentRows } from '@overmind/db/queries/projects/agents';
import { findProjectRow, settingsOf } from '@overmind/db/queries/projects/projects';
import { countTasksByStatus, listRecentTasks, listTasksOfStatus } from '@overmind/db/queries/work/tasks';
import type { StateInput } from '@overmind/domain/state/document';

/** How many tasks or runs a list of the document shows at the most. */
const maxListed = 50;
const listed: TaskStatus[] = ['in_progress', 'needs_review', 'blocked', 'failed', 'queued'];

/** What the state document is made from; every read is bounded and by an index. */
export async function collectState(db: Db, projectId: string, notes: string): Promise<StateInput> {
  const project = await findProjectRow(db, projectId);
  if (!project) throw new Error('the project is gone');
  const agents = await listAgentRows(db, projectId);
  const agentName = new Map(agents.map((agent) => [agent.id, agent.name]));
  const lists = await Promise.all(
    listed.map((status) => listTasksOfStatus(db, projectId, status, maxListed)),
  );
  const completed = await listEndedRunLines(db, projectId, ['completed'], 10);
  const broken = await listEndedRunLines(db, projectId, ['failed', 'timed_out'], 50);
  const [newest] = await listRecentTasks(db, projectId, 1);
  const repositories = [project.default_repo_path, ...agents.map((agent) => agent.config.repo_path)];
  return {
    project: {
      name: project.name,
      is_archived: project.archived_at !== null,
      is_paused: settingsOf(project).orchestration === 'paused',
      repositories: [...new Set(repositories.filter((path) => path != null))],
    },
    tasks: lists.flat().map((task) => ({
      key: task.key,
      title: task.title,
      type: task.type,
      priority: task.priority,
      status: task.status,
      status_reason: task.status_reason,
      agent: agentName.get(task.assigned_agent_id ?? '') ?? null,
    })),
    counts: await countTasksByStatus(db, projectId),
    runs: {
      completed: completed.map((run) => ({
        task: run.key,
        agent: run.agent,
        attempt: run.attempt,
        finished_at: run.finished_at ?? '',
        commit: run.head_commit,
      })),
      failing: broken
        .filter(
          (run) =>
            run.task_status !== 'done' && run.task_status !== 'canceled' && run.latest_run_id === run.id,
        )
        .map((run) => ({
          task: run.key,
          agent: run.agent,
          attempt: run.attempt,
          reason: run.status_detail ?? run.reason ?? '',
        })),
    },
    agents: agents.map((agent) => ({
      name: agent.name,
      role: agent.role,
      executor: agent.config.executor,
      is_enabled: agent.is_enabled,
    })),
    notes,
    latest_change_at: newest?.updated_at ?? null,
  };
}
