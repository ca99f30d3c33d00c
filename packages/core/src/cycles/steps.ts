import type { Cycle, CycleCounts, CycleState } from '@overmind/contracts/entities/cycle';
import { findProjectRow, lockProject } from '@overmind/db/queries/projects/projects';
import { findStateVersion } from '@overmind/db/queries/projects/state-versions';
import { lockTask, updateStatusReasons, updateTaskRow } from '@overmind/db/queries/work/tasks';
import { chooseAgent } from '@overmind/domain/agents/choose';
import { parseState } from '@overmind/domain/state/serialize';
import { ingestRequests } from '../requests/ingest.ts';
import { scheduleRun } from '../runs/schedule.ts';
import { writeStateVersion } from '../state/write-version.ts';
import { toChoosable, wordsOf } from '../tasks/create.ts';
import { emitTask } from '../tasks/move.ts';
import type { Write } from '../write.ts';
import { planProject } from './plan.ts';

type Step = (w: Write, cycle: Cycle) => Promise<Partial<CycleCounts>>;

async function requireProject(w: Write, cycle: Cycle, find: typeof lockProject = findProjectRow) {
  const project = await find(w.tx, cycle.project_id);
  if (!project) throw new Error('the project of this cycle is gone');
  return project;
}

/** The stored document is what everyone reads; one that no longer parses stops the cycle, loudly. */
const validateState: Step = async (w, cycle) => {
  const latest = await findStateVersion(w.tx, cycle.project_id);
  if (latest) parseState(latest.content, latest.state_format);
  return {};
};

const ingestInputs: Step = (w, cycle) => ingestRequests(w, cycle.project_id);

/** Tasks that nobody was chosen for, or whose agent was removed, are offered again: one may have come since. */
const planTasks: Step = async (w, cycle) => {
  const { tasks, agents } = await planProject(w.tx, await requireProject(w, cycle));
  const known = new Set<string | null>(agents.map((agent) => agent.id));
  for (const task of tasks.filter((each) => !known.has(each.assigned_agent_id))) {
    const name = chooseAgent(task.type, wordsOf(task), agents.map(toChoosable));
    const agent = agents.find((each) => each.name === name);
    if (agent) emitTask(w, await updateTaskRow(w.tx, task.id, { assigned_agent_id: agent.id }));
  }
  return {};
};

const scheduleRuns: Step = async (w, cycle) => {
  const project = await requireProject(w, cycle, lockProject);
  const { plan, tasks, agents } = await planProject(w.tx, project);
  for (const { taskId, agentId } of plan.schedule) {
    const agent = agents.find((each) => each.id === agentId);
    const task = await lockTask(w.tx, taskId);
    // Who changed the task since the plan was made has asked for the next cycle.
    const isAsPlanned = task?.status === 'queued' && task.assigned_agent_id === agentId;
    if (task && agent && isAsPlanned) await scheduleRun(w, project, task, agent);
  }
  const known = new Map(tasks.map((task) => [task.id, task]));
  const changed = plan.waiting.filter(({ taskId, reason }) => {
    const task = known.get(taskId);
    return task && !task.has_live_run && task.status_reason !== reason;
  });
  const waiting = changed.map(({ taskId, reason }) => ({ id: taskId, reason }));
  for (const task of await updateStatusReasons(w.tx, waiting)) emitTask(w, task);
  return { runs_scheduled: plan.schedule.length, tasks_waiting: plan.waiting.length };
};

const updateState: Step = async (w, cycle) => ({ state_version: await writeStateVersion(w, cycle) });

const nothing: Step = () => Promise.resolve({});

/** What is done on the way into each state. */
export const stepInto: Record<Exclude<CycleState, 'cycle.queued' | 'cycle.failed'>, Step> = {
  'cycle.started': nothing,
  'cycle.loaded_state': async (w, cycle) => {
    await requireProject(w, cycle);
    return {};
  },
  'cycle.validated_state': validateState,
  'cycle.ingested_inputs': ingestInputs,
  'cycle.planned_tasks': planTasks,
  'cycle.scheduled_runs': scheduleRuns,
  'cycle.updated_state': updateState,
  'cycle.completed': nothing,
};
