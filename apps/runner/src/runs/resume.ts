import { mkdir, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Log } from '../log.ts';
import { messageOf } from '../log.ts';
import { sweepOrphans } from '../process/orphans.ts';
import type { SpoolBudget } from '../spool/budget.ts';
import { type RunEnd, RunSpool, readEnd, readJob } from '../spool/run-spool.ts';
import { releaseWorkspace } from '../workspace/release.ts';
import { removeTree } from '../workspace/remove-tree.ts';
import type { WorkspaceRoom } from '../workspace/room.ts';
import { findWorkspace } from '../workspace/worktree.ts';

export interface LeftRun {
  spool: RunSpool;
  end: RunEnd;
  /** Its workspace is given up; else it is tried again when the run has been told. */
  isGivenBack: boolean;
}

export interface LeftBehind {
  runsDir: string;
  budget: SpoolBudget;
  workspaces: WorkspaceRoom;
  log: Log;
}

/** How long the spool of a lost run is kept for a person to look into. */
const forensicsMs = 7 * 24 * 3_600_000;
const stopped = 'The runner stopped while this run was going on; the run is handed back.';

/** Ends what an earlier runner left: its processes, then its workspaces; gives the runs that are still to be told. */
export async function sweepLeftBehind(left: LeftBehind): Promise<LeftRun[]> {
  await mkdir(left.runsDir, { recursive: true, mode: 0o700 });
  await mkdir(left.workspaces.worktreesDir, { recursive: true, mode: 0o700 });
  const runs: LeftRun[] = [];
  for (const id of await readdir(left.runsDir)) {
    const folder = join(left.runsDir, id);
    try {
      const run = await sweepRun(id, folder, left);
      if (run !== null) runs.push(run);
    } catch (error) {
      left.log('warn', 'What is left of a run could not be cleaned up.', {
        run_id: id,
        error: messageOf(error),
      });
    }
  }
  await removeStrangers(left);
  return runs;
}

/** The workspaces that no record speaks of, and the halves of caches. */
async function removeStrangers({ runsDir, workspaces, log }: LeftBehind): Promise<void> {
  const { worktreesDir, kept, caches } = workspaces;
  try {
    const records = (await kept.list()).map(({ workspace }) => workspace);
    const runIds = await readdir(runsDir);
    // What could not be kept, or not be removed, is on no other record.
    for (const id of runIds) {
      const workspace = await findWorkspace(join(runsDir, id));
      if (workspace !== null) records.push(workspace);
    }
    const known = new Set(records.flatMap(({ path, git_dir: gitDir }) => [path, gitDir]));
    const worktrees = (await readdir(worktreesDir)).map((name) => join(worktreesDir, name));
    // It may be there for a record that could not be written yet.
    const shadows = (await kept.listShadows()).filter((path) => !runIds.includes(basename(path, '.git')));
    const paths = [...worktrees, ...shadows];
    for (const path of paths.filter((each) => !known.has(each))) await removeStranger(path, log);
  } catch (error) {
    // As long as not all records can be read, each workspace may be somebody's.
    log('warn', 'Old workspaces could not be looked for.', { error: messageOf(error) });
  }
  await caches.removeDrafts();
}

const removeStranger = (path: string, log: Log): Promise<void> =>
  removeTree(path).catch((error: unknown) =>
    log('warn', 'A workspace of nobody could not be removed.', { path, error: messageOf(error) }),
  );

async function sweepRun(id: string, folder: string, left: LeftBehind): Promise<LeftRun | null> {
  const { budget, log } = left;
  const killed = await sweepOrphans(folder, id);
  if (killed > 0) log('warn', 'Processes of an earlier runner were killed.', { run_id: id, killed });
  const spool = await RunSpool.reopen(folder, budget);
  const end = spool === null ? await readEnd(folder) : await endOf(spool);
  const isGivenBack = await giveUp(folder, id, end, left);
  if (spool !== null && end !== null) return { spool, end, isGivenBack };
  if (isGivenBack && Date.now() - (await stat(folder)).mtimeMs > forensicsMs) await removeTree(folder);
  return null;
}

/** False when the workspace is still the run's; how the run ended is to be told all the same. */
async function giveUp(
  folder: string,
  id: string,
  end: RunEnd | null,
  { workspaces, log }: LeftBehind,
): Promise<boolean> {
  const failed = (error: unknown): boolean => {
    log('warn', 'What a run left could not be given up yet.', { run_id: id, error: messageOf(error) });
    return false;
  };
  const job = await readJob(folder);
  const release = (): Promise<void> => releaseWorkspace(folder, job, end, workspaces);
  const isGivenBack = await release().then(() => true, failed);
  if (!isGivenBack && job !== null) workspaces.leftovers.add(job, release);
  try {
    for (const name of ['tmp', 'home', 'git']) await removeTree(join(folder, name));
  } catch (error) {
    failed(error);
  }
  return isGivenBack;
}

async function endOf(spool: RunSpool): Promise<RunEnd> {
  const known = await spool.readEnd();
  if (known !== null) return known;
  const end: RunEnd = { kind: 'release', detail: stopped };
  spool.addLine('system', stopped);
  await spool.writeEnd(end);
  return end;
}
