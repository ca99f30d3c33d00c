import { type Cycle, CycleCounts, type CyclePreview } from '@overmind/contracts/entities/cycle';
import { notFound } from '@overmind/contracts/errors';
import { lockProject } from '@overmind/db/queries/projects/projects';
import { findStateVersion } from '@overmind/db/queries/projects/state-versions';
import { listWaitingTasks } from '@overmind/db/queries/work/candidates';
import { insertTriedCycle } from '@overmind/db/queries/work/cycles';
import type { z } from 'zod';
import { systemCall } from '../call.ts';
import type { Core } from '../core.ts';
import { isRetryable } from '../database-errors.ts';
import { Write } from '../write.ts';
import type { Done, TaskLine } from './done.ts';
import { stepInto } from './steps.ts';

type Preview = z.infer<typeof CyclePreview>;

const maxTries = 4;
const maxWaiting = 200;

/** Carries a result out of a transaction that is to leave nothing behind. */
class Undone extends Error {
  readonly preview: Preview;
  constructor(preview: Preview) {
    super('undone on purpose');
    this.preview = preview;
  }
}

/** What a cycle would do now: it does it, in a transaction that is undone, and tells. Nobody is woken. */
export async function previewCycle(core: Core, projectId: string): Promise<Preview> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await tryOut({ ...core, crashPoint: () => {} }, projectId);
    } catch (error) {
      if (attempt === maxTries || !isRetryable(error)) throw error;
    }
  }
}

async function tryOut(core: Core, projectId: string): Promise<Preview> {
  const trying = core.db.transaction().execute(async (tx) => {
    // First, as everyone does who holds it together with tasks.
    if (!(await lockProject(tx, projectId))) throw notFound('project');
    throw new Undone(await walk(new Write(core, tx, systemCall), projectId));
  });
  return trying.catch((error: unknown) => {
    if (error instanceof Undone) return error.preview;
    throw error;
  });
}

async function walk(w: Write, projectId: string): Promise<Preview> {
  const before = await findStateVersion(w.tx, projectId);
  let cycle: Cycle = await insertTriedCycle(w.tx, projectId);
  const all: Done[] = [];
  for (const step of Object.values(stepInto)) {
    const done = await step(w, cycle);
    all.push(done);
    cycle = { ...cycle, counts: CycleCounts.parse({ ...cycle.counts, ...done.counts }) };
  }
  const held = await listWaitingTasks(w.tx, projectId, maxWaiting);
  return {
    would_create: all.flatMap(({ created = [] }) =>
      created.map(({ task, agent }) => ({
        ...{ title: task.title, type: task.type, priority: task.priority },
        agent,
      })),
    ),
    would_cancel: all.flatMap(({ canceled = [] }) =>
      canceled.map(({ task, reason }) => ({ ...lineOf(task), reason })),
    ),
    would_schedule: all.flatMap(({ scheduled = [] }) =>
      scheduled.map(({ task, agent }) => ({ ...lineOf(task), agent })),
    ),
    waiting: [
      ...all.flatMap(({ waiting = [] }) => waiting.map(({ task, reason }) => ({ ...lineOf(task), reason }))),
      ...held.map((task) => ({ ...lineOf(task), reason: task.status_reason ?? 'waits for another task' })),
    ].slice(0, maxWaiting),
    would_write_state: cycle.counts.state_version !== (before?.version ?? null),
  };
}

const lineOf = ({ id, key, title }: TaskLine) => ({ task_id: id, key, title });
