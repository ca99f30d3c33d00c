import type { Agent } from '@overmind/contracts/entities/agent';
import type { Db, Tx } from '@overmind/db/database';
import { countQueuedRunsByNeed } from '@overmind/db/queries/execution/claims';
import { countLiveRuns } from '@overmind/db/queries/execution/run-lists';
import { listRunnerRows } from '@overmind/db/queries/execution/runners';
import { lockLiveRunOfTask } from '@overmind/db/queries/execution/runs';
import { listAgentRows } from '@overmind/db/queries/projects/agents';
import { settingsOf } from '@overmind/db/queries/projects/projects';
import { getServerTime } from '@overmind/db/queries/system';
import {
  type Candidate,
  listAgentsWithReadyTasks,
  listCandidates,
  listTimedTasks,
} from '@overmind/db/queries/work/candidates';
import { listDependencyStates } from '@overmind/db/queries/work/looks';
import type { TaskRow } from '@overmind/db/queries/work/tasks';
import type { RowOf } from '@overmind/db/schema';
import { type Plan, type PlanInput, planRuns, type SchedulableAgent } from '@overmind/domain/scheduling/plan';
import { judgeReadiness } from '@overmind/domain/scheduling/readiness';
import { repositoryOf } from '../runs/schedule.ts';

/**
 * As many tasks of one agent and priority as a plan looks at. A project runs fewer at once, and within one
 * priority the older always comes first, so that the rest could not start whatever the plan.
 */
const perGroup = 50;
const maxTimed = 50;

type Room = Omit<PlanInput, 'tasks'>;

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
  labels: agent.config.labels,
});

/** The limits and what is left of them. */
async function loadRoom(db: Db, project: RowOf<'projects'>, agents: Agent[], now: Date): Promise<Room> {
  const runners = await listRunnerRows(db);
  const { by: live } = await countLiveRuns(db);
  const unclaimed = await countQueuedRunsByNeed(db);
  const settings = settingsOf(project);
  return {
    agents: agents.map((agent) => toSchedulable(agent, project, live)),
    runners: runners.map((runner) => ({
      id: runner.id,
      status: runner.status,
      allowedRoots: runner.allowed_roots,
      labels: runner.labels,
      capacity: runner.capacity,
      liveRuns: live.get(runner.id) ?? 0,
    })),
    project: {
      concurrency: settings.concurrency,
      liveRuns: live.get(project.id) ?? 0,
      isPaused: settings.orchestration === 'paused',
      isArchived: project.archived_at !== null,
    },
    unclaimedRuns: unclaimed.flatMap((row) =>
      Array.from({ length: row.count }, () => ({ repoPath: row.repo_path, labels: row.labels })),
    ),
    now,
  };
}

const toPlannable = (task: Candidate) => ({
  id: task.id,
  key: task.key,
  priority: task.priority,
  createdAt: task.created_at,
  notBefore: task.not_before,
  waitsFor: null,
  assignedAgentId: task.assigned_agent_id,
  hasLiveRun: false,
});

export interface QueuePlan {
  plan: Plan;
  /** The tasks that the plan answers for. */
  tasks: Map<string, Candidate>;
  agents: Agent[];
}

/** What could start now. Costs what may start and what is timed, however many tasks wait behind those. */
export async function planQueue(db: Db, project: RowOf<'projects'>): Promise<QueuePlan> {
  // A job wakes the cycle by this clock when a task's time has come.
  const now = await getServerTime(db);
  const agents = await listAgentRows(db, project.id);
  const agentIds = await listAgentsWithReadyTasks(db, project.id);
  const ready = await listCandidates(db, { projectId: project.id, agentIds, perGroup, now });
  const timed = await listTimedTasks(db, project.id, now, maxTimed);
  const tasks = [...ready, ...timed];
  const plan = planRuns({ ...(await loadRoom(db, project, agents, now)), tasks: tasks.map(toPlannable) });
  return { plan, tasks: new Map(tasks.map((task) => [task.id, task])), agents };
}

/** Whether one task could start now, ahead of the others and of its own timer. */
export async function planTask(
  tx: Tx,
  project: RowOf<'projects'>,
  task: TaskRow,
): Promise<{ agent: Agent } | { reason: string }> {
  const now = await getServerTime(tx);
  const agents = await listAgentRows(tx, project.id);
  const dependencies = (await listDependencyStates(tx, [task.id])).get(task.id) ?? [];
  const readiness = judgeReadiness(task.after, dependencies);
  const plan = planRuns({
    ...(await loadRoom(tx, project, agents, now)),
    tasks: [
      {
        ...toPlannable(task),
        notBefore: null,
        waitsFor: readiness.kind === 'ready' ? null : readiness.reason,
        hasLiveRun: (await lockLiveRunOfTask(tx, task.id)) !== null,
      },
    ],
  });
  const agent = agents.find((each) => each.id === plan.schedule[0]?.agentId);
  return agent ? { agent } : { reason: plan.waiting[0]?.reason ?? 'nobody can take it now' };
}
