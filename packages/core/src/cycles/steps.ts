import type { Cycle, CycleCounts, CycleState } from '@overmind/contracts/entities/cycle';
import { findProjectRow } from '@overmind/db/queries/projects/projects';
import { findStateVersion } from '@overmind/db/queries/projects/state-versions';
import { updateTaskRow } from '@overmind/db/queries/work/tasks';
import { chooseAgent } from '@overmind/domain/agents/choose';
import { parseState } from '@overmind/domain/state/serialize';
import { ingestRequests } from '../requests/ingest.ts';
import { scheduleRun } from '../runs/schedule.ts';
import { writeStateVersion } from '../state/write-version.ts';
import { toChoosable } from '../tasks/create.ts';
import { emitTask } from '../tasks/move.ts';
import type { Write } from '../write.ts';
import { planProject } from './plan.ts';

type Step = (w: Write, cycle: Cycle) => Promise<Partial<CycleCounts>>;

async function requireProject(w: Write, cycle: Cycle) {
  const project = await findProjectRow(w.tx, cycle.project_id);
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

/** Tasks that nobody was chosen for are offered again: an agent may have come since. */
const planTasks: Step = async (w, cycle) => {
  const { tasks, agents } = await planProject(w.tx, await requireProject(w, cycle));
  for (const task of tasks.filter((each) => each.assigned_agent_id === null)) {
    const name = chooseAgent(task.type, `${task.title}\n${task.description}`, agents.map(toChoosable));
    const agent = agents.find((each) => each.name === name);
    if (agent) emitTask(w, await updateTaskRow(w.tx, task.id, { assigned_agent_id: agent.id }));
  }
  return {};
};

const scheduleRuns: Step = async (w, cycle) => {
  const project = await requireProject(w, cycle);
  const { plan, tasks, agents } = await planProject(w.tx, project);
  for (const { taskId, agentId } of plan.schedule) {
    const task = tasks.find((each) => each.id === taskId);
    const agent = agents.find((each) => each.id === agentId);
    if (task && agent) await scheduleRun(w, project, task, agent);
  }
  for (const { taskId, reason } of plan.waiting) {
    const task = tasks.find((each) => each.id === taskId);
    if (!task || task.has_live_run || task.status_reason === reason) continue;
    emitTask(w, await updateTaskRow(w.tx, taskId, { status_reason: reason }));
  }
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
