import type { Cycle, CycleState } from '@overmind/contracts/entities/cycle';
import { findProjectRow, lockProject } from '@overmind/db/queries/projects/projects';
import { findStateVersion } from '@overmind/db/queries/projects/state-versions';
import { foldTaskCounts } from '@overmind/db/queries/work/counts';
import { parseState } from '@overmind/domain/state/serialize';
import { ingestRequests } from '../requests/ingest.ts';
import { writeStateVersion } from '../state/write-version.ts';
import type { Write } from '../write.ts';
import type { Done } from './done.ts';
import { lookAgain, offerUnassigned } from './look-again.ts';
import { requestCycle } from './request.ts';
import { scheduleRuns } from './schedule-runs.ts';

type Step = (w: Write, cycle: Cycle) => Promise<Done>;

async function requireProject(w: Write, cycle: Cycle, find: typeof lockProject = findProjectRow) {
  const project = await find(w.tx, cycle.project_id);
  if (!project) throw new Error('the project of this cycle is gone');
  return project;
}

const nothing: Step = () => Promise.resolve({});

const loadState: Step = async (w, cycle) => {
  await requireProject(w, cycle);
  return {};
};

/** A stored document that no longer parses stops nothing: the next version is made from the database anyway. */
const validateState: Step = async (w, cycle) => {
  const latest = await findStateVersion(w.tx, cycle.project_id);
  if (!latest) return {};
  try {
    parseState(latest.content, latest.state_format);
    return {};
  } catch (error) {
    w.log.warn(
      { err: error, project_id: cycle.project_id, version: latest.version },
      'a state document is broken',
    );
    const reason = error instanceof Error ? error.message : String(error);
    return {
      note: `Version ${latest.version} of the state document does not parse: ${reason}`.slice(0, 1_000),
    };
  }
};

const ingestInputs: Step = async (w, cycle) => {
  const { isMore, ...done } = await ingestRequests(w, cycle.project_id);
  if (isMore) requestCycle(w, cycle.project_id, cycle.trigger);
  return done;
};

const planTasks: Step = async (w, cycle) => {
  const looked = await lookAgain(w, cycle.project_id, cycle.mode === 'full');
  const isMoreToOffer = await offerUnassigned(w, cycle.project_id);
  if (looked.isMore || isMoreToOffer) requestCycle(w, cycle.project_id, cycle.trigger);
  return {
    canceled: looked.canceled,
    counts: { tasks_canceled: looked.canceled.length, tasks_unblocked: looked.unblocked },
  };
};

const startRuns: Step = async (w, cycle) => scheduleRuns(w, await requireProject(w, cycle, lockProject));

const updateState: Step = async (w, cycle) => {
  await foldTaskCounts(w.tx, cycle.project_id);
  return { counts: { state_version: await writeStateVersion(w, cycle) } };
};

export type EnteredState = Exclude<CycleState, 'cycle.queued' | 'cycle.failed'>;

/** What is done on the way into each state, in order. */
export const stepInto: Record<EnteredState, Step> = {
  'cycle.started': nothing,
  'cycle.loaded_state': loadState,
  'cycle.validated_state': validateState,
  'cycle.ingested_inputs': ingestInputs,
  'cycle.planned_tasks': planTasks,
  'cycle.scheduled_runs': startRuns,
  'cycle.updated_state': updateState,
  'cycle.completed': nothing,
};
