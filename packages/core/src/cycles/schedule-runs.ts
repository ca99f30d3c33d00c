import type { Agent } from '@overmind/contracts/entities/agent';
import { listLiveRuns } from '@overmind/db/queries/execution/run-lists';
import type { Candidate } from '@overmind/db/queries/work/candidates';
import { listDependencyStates } from '@overmind/db/queries/work/looks';
import { countTasksByStatus, lockTask, updateStatusReasons } from '@overmind/db/queries/work/tasks';
import type { RowOf } from '@overmind/db/schema';
import { judgeReadiness } from '@overmind/domain/scheduling/readiness';
import { scheduleRun } from '../runs/schedule.ts';
import { emitTask } from '../tasks/move.ts';
import type { Write } from '../write.ts';
import type { Done } from './done.ts';
import { tellOverlaps } from './overlaps.ts';
import { planQueue, type QueuePlan } from './plan.ts';

/** Starts what may start, of a locked project, and says on the cards of the others why they wait. */
export async function scheduleRuns(w: Write, project: RowOf<'projects'>): Promise<Done> {
  const queue = await planQueue(w.tx, project);
  const scheduled: Required<Done>['scheduled'] = [];
  for (const { taskId, agentId } of queue.plan.schedule) {
    const agent = queue.agents.find((each) => each.id === agentId);
    const task = queue.tasks.get(taskId);
    if (!agent || !task || !(await tryToSchedule(w, project, task, agent))) continue;
    scheduled.push({ task, agent: agent.name });
    await w.crashPoint('between runs', project.id);
  }
  await tellOverlaps(w, project.id);
  return {
    scheduled,
    waiting: await tellWhyTheyWait(w, queue),
    counts: {
      runs_scheduled: scheduled.length,
      tasks_waiting: await countWaiting(w, project.id),
      tasks_waiting_for_runner: queue.plan.waitingForRunner,
    },
  };
}

/** Who changed the task since it was seen in the queue has asked for the next cycle, which looks again. */
async function tryToSchedule(
  w: Write,
  project: RowOf<'projects'>,
  candidate: Candidate,
  agent: Agent,
): Promise<boolean> {
  const task = await lockTask(w.tx, candidate.id);
  const isAsSeen = task?.status === 'queued' && task.is_ready && task.assigned_agent_id === agent.id;
  if (!task || !isAsSeen) return false;
  const dependencies = (await listDependencyStates(w.tx, [task.id])).get(task.id) ?? [];
  if (judgeReadiness(task.after, dependencies).kind !== 'ready') return false;
  const tried = await w.attempt(() => scheduleRun(w, project, task, agent));
  if (!tried.ok) w.log.warn({ err: tried.error, task_id: task.id }, 'a task could not be scheduled');
  return tried.ok;
}

async function tellWhyTheyWait(w: Write, { plan, tasks }: QueuePlan): Promise<Required<Done>['waiting']> {
  const waiting = plan.waiting.flatMap(({ taskId, reason }) => {
    const task = tasks.get(taskId);
    return task ? [{ task, reason }] : [];
  });
  const changed = waiting.filter(({ task, reason }) => task.status_reason !== reason);
  const reasons = changed.map(({ task, reason }) => ({ id: task.id, reason }));
  for (const task of await updateStatusReasons(w.tx, reasons)) emitTask(w, task);
  return waiting;
}

/** Queued tasks without a run. */
async function countWaiting(w: Write, projectId: string): Promise<number> {
  const { queued } = await countTasksByStatus(w.tx, projectId);
  const live = await listLiveRuns(w.tx, projectId);
  return queued - live.filter((run) => run.status === 'queued').length;
}
