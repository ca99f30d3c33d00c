import type { Db } from '@overmind/db/database';
import {
  findStateCopy,
  listCopiesToCheck,
  listStateCommits,
  type StateCommitRow,
  type StateCopyToSave,
  saveStateCopy,
} from '@overmind/db/queries/projects/state-copies';
import { findLatestStateLine } from '@overmind/db/queries/projects/state-versions';
import { sql } from 'kysely';
import type { Core } from '../core.ts';
import { removeIfScheduled } from '../files/remove.ts';

const sliceSize = 100;

async function* versionsAfter(db: Db, projectId: string, version: number): AsyncGenerator<StateCommitRow> {
  for (let after = version; ; ) {
    const slice = await listStateCommits(db, projectId, after, sliceSize);
    yield* slice;
    const last = slice.at(-1);
    if (!last || slice.length < sliceSize) return;
    after = last.version;
  }
}

/** One at a time for each project on all nodes; the lock ends with the connection, however that ends. */
async function alone(core: Core, projectId: string, work: (db: Db) => Promise<void>): Promise<void> {
  await core.db.connection().execute(async (db) => {
    const key = sql`hashtextextended(${`state-copy:${projectId}`}, 0)`;
    await sql`select pg_advisory_lock(${key})`.execute(db);
    try {
      await work(db);
    } finally {
      await sql`select pg_advisory_unlock(${key})`.execute(db);
    }
  });
}

function report(core: Core, projectId: string, before: StateCopyToSave | null, copy: StateCopyToSave): void {
  if (copy.status === before?.status && copy.problem === before.problem) return;
  const facts = { project_id: projectId, status: copy.status, problem: copy.problem };
  if (copy.problem === null) core.log.debug(facts, 'the Git copy of a state document is in step');
  else core.log.warn(facts, 'the Git copy of a state document needs a look');
}

/** Brings the Git copy of a project's state document up to the database, or notes why it does not agree. */
export async function copyState(core: Core, projectId: string): Promise<void> {
  await alone(core, projectId, async (db) => {
    const latest = await findLatestStateLine(db, projectId);
    if (!latest) return;
    const before = await findStateCopy(db, projectId);
    const copy = await core.stateCopies.bring(projectId, before, {
      latest: latest.version,
      after: (version) => versionsAfter(db, projectId, version),
    });
    report(core, projectId, before, copy);
    const isThere = await saveStateCopy(db, projectId, copy);
    // It was deleted meanwhile, and its folder with it. Where it came back since, nothing says any more that it is to go.
    if (!isThere) await removeIfScheduled(core, `projects/${projectId}`);
  });
}

const maxCopiesATurn = 200;
const lookEveryMs = 3_600_000;

/** Looks at copies that lag behind or have a problem, at each one after the start, and at each one every hour. */
export async function reconcileStateCopies(core: Core): Promise<void> {
  const since = new Date(Math.max(core.stateCopies.startedAt.getTime(), Date.now() - lookEveryMs));
  const projects = await listCopiesToCheck(core.db, since, maxCopiesATurn);
  for (const projectId of projects) await copyState(core, projectId);
}
