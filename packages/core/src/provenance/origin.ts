import { findRunRow, type RunRow } from '@overmind/db/queries/execution/runs';
import { findMerge, findMergedOfTask, type MergeRow } from '@overmind/db/queries/review/merges';
import { findMergeByCommit, findRunByHead } from '@overmind/db/queries/review/provenance';
import { readTrailers } from '@overmind/domain/merges/trailers';
import type { Core } from '../core.ts';
import type { Blame } from './blame.ts';

export interface Origin {
  run: RunRow | null;
  merge: MergeRow | null;
  /** Why the trail ends here, or how sure it is. */
  detail: string | null;
}

interface Commit {
  commit: string;
  message: string;
}

const isOf = <T extends { project_id: string }>(row: T | null, projectId: string): T | null =>
  row?.project_id === projectId ? row : null;

/** What the database knows of a commit itself, else what its message claims. */
async function ofCommit(core: Core, projectId: string, { commit, message }: Commit): Promise<Origin> {
  const known = await findMergeByCommit(core.db, projectId, commit);
  const made = await findRunByHead(core.db, projectId, commit);
  const claimed = readTrailers(message);
  const merge =
    known ?? (claimed.merge === null ? null : isOf(await findMerge(core.db, claimed.merge), projectId));
  const runId = made?.id ?? known?.run_id ?? claimed.run ?? null;
  const run = made ?? (runId === null ? null : isOf(await findRunRow(core.db, runId), projectId));
  const isProven = made !== null || known !== null;
  const doubt =
    'The commit names this run, but it is not the one that the run made; it may have been rewritten.';
  return { run, merge, detail: run === null || isProven ? null : doubt };
}

/**
 * The run that wrote a line, and the merge that brought it in. An agent's own commits inside its run carry no
 * mark: they belong to the run whose result or merge comes after them, if they were made since the run began.
 */
export async function findOrigin(
  core: Core,
  projectId: string,
  blame: Blame,
  isWithin: (range: { base: string; head: string }) => Promise<boolean>,
): Promise<Origin> {
  const own = await ofCommit(core, projectId, { commit: blame.commit, message: blame.message });
  const found = own.run === null ? await ofCarriers(core, projectId, blame, isWithin) : own;
  if (found.run === null) return { ...found, detail: nobody(blame) };
  return { ...found, merge: found.merge ?? (await findMergedOfTask(core.db, found.run.task_id)) };
}

async function ofCarriers(
  core: Core,
  projectId: string,
  blame: Blame,
  isWithin: (range: { base: string; head: string }) => Promise<boolean>,
): Promise<Origin> {
  for (const carrier of blame.carriers) {
    const origin = await ofCommit(core, projectId, carrier);
    const { base_commit: base, head_commit: head } = origin.run ?? { base_commit: null, head_commit: null };
    if (base !== null && head !== null && (await isWithin({ base, head }))) return origin;
  }
  return { run: null, merge: null, detail: null };
}

function nobody({ message, author }: Blame): string {
  const { run, merge } = readTrailers(message);
  if (run !== null || merge !== null)
    return 'The commit names a run that this project does not know; it may have been deleted.';
  return `${author.replace(/ <.*$/, '')} made this commit; no run of this project did.`;
}
