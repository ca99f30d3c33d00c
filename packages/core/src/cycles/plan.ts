import type { Agent } from '@overmind/contracts/entities/agent';
import type { CyclePreview } from '@overmind/contracts/entities/cycle';
import { notFound } from '@overmind/contracts/errors';
import type { Db } from '@overmind/db/database';
import { listRunnerRows } from '@overmind/db/queries/execution/runners';
import { countLiveRuns, countQueuedRunsByPath } from '@overmind/db/queries/execution/runs';
import { listAgentRows } from '@overmind/db/queries/projects/agents';
import { findProjectRow, settingsOf } from '@overmind/db/queries/projects/projects';
import { getServerTime } from '@overmind/db/queries/system';
import { listQueuedTasks } from '@overmind/db/queries/work/tasks';
import type { RowOf } from '@overmind/db/schema';
import { planRuns, type SchedulableAgent } from '@overmind/domain/scheduling/plan';
import type { z } from 'zod';
import type { Core } from '../core.ts';
import { repositoryOf } from '../runs/schedule.ts';

/** As many queued tasks as one cycle looks at; the next cycle sees the rest. */
const maxQueued = 500;

const toSchedulable = (
  agent: Agent,
  project: RowOf<'projects'>,
  live: Map<string, number>,
): SchedulableAgent => ({
  id: agent.id,
  name: agent.name,
  isEnabled: agent.is_enabled,
  executor: agent.config.executor,
  commandCount: agent.config.commands.length,
  concurrency: agent.config.concurrency,
  liveRuns: live.get(agent.id) ?? 0,
  repoPath: repositoryOf(project, agent),
});

/** What could start now, over all queued tasks or one, with what the plan was made from. */
export async function planProject(db: Db, project: RowOf<'projects'>, onlyTaskId?: string) {
  const [queued, agents, runners, { by: live }, unclaimed, now] = await Promise.all([
    listQueuedTasks(db, project.id, maxQueued),
    listAgentRows(db, project.id),
    listRunnerRows(db),
    countLiveRuns(db),
    countQueuedRunsByPath(db),
    // A job wakes the cycle by this clock when a task's time has come.
    getServerTime(db),
  ]);
  const tasks = onlyTaskId === undefined ? queued : queued.filter((task) => task.id === onlyTaskId);
  const settings = settingsOf(project);
  const plan = planRuns({
    tasks: tasks.map((task) => ({
      id: task.id,
      key: task.key,
      priority: task.priority,
      createdAt: task.created_at,
      notBefore: onlyTaskId === undefined ? task.not_before : null,
      unfinishedDependencies: task.unfinished_dependencies,
      assignedAgentId: task.assigned_agent_id,
      hasLiveRun: task.has_live_run,
    })),
    agents: agents.map((agent) => toSchedulable(agent, project, live)),
    runners: runners.map((runner) => ({
      id: runner.id,
      status: runner.status,
      allowedRoots: runner.allowed_roots,
      capacity: runner.capacity,
      liveRuns: live.get(runner.id) ?? 0,
    })),
    project: {
      concurrency: settings.concurrency,
      liveRuns: live.get(project.id) ?? 0,
      isPaused: settings.orchestration === 'paused' || project.archived_at !== null,
    },
    unclaimedRuns: unclaimed.flatMap((row) =>
      Array.from({ length: row.count }, () => ({ repoPath: row.repo_path })),
    ),
    now,
  });
  return { plan, tasks, agents };
}

export async function previewCycle(core: Core, projectId: string): Promise<z.infer<typeof CyclePreview>> {
  const project = await findProjectRow(core.db, projectId);
  if (!project) throw notFound('project');
  const { plan, tasks, agents } = await planProject(core.db, project);
  const line = (taskId: string) => {
    const task = tasks.find((each) => each.id === taskId);
    return { task_id: taskId, key: task?.key ?? '', title: task?.title ?? '' };
  };
  const nameOf = (agentId: string) => agents.find((agent) => agent.id === agentId)?.name ?? '';
  return {
    would_schedule: plan.schedule.map((each) => ({ ...line(each.taskId), agent: nameOf(each.agentId) })),
    waiting: plan.waiting.map((each) => ({ ...line(each.taskId), reason: each.reason })),
  };
}
