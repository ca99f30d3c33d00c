import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../log.ts';
import { messageOf } from '../log.ts';
import { sweepOrphans } from '../process/orphans.ts';
import type { SpoolBudget } from '../spool/budget.ts';
import { type RunEnd, RunSpool } from '../spool/run-spool.ts';
import type { KeyedMutex } from '../workspace/mutex.ts';
import { findWorkspace, removeWorktree } from '../workspace/worktree.ts';

export interface LeftRun {
  spool: RunSpool;
  end: RunEnd;
}

export interface LeftBehind {
  runsDir: string;
  worktreesDir: string;
  budget: SpoolBudget;
  mutex: KeyedMutex;
  log: Log;
}

/** How long the spool of a lost run is kept for a person to look into. */
const forensicsMs = 7 * 24 * 3_600_000;
const stopped = 'The runner stopped while this run was going on; the run is handed back.';

/** Ends what an earlier runner left: its processes, then its workspaces; gives the runs that are still to be told. */
export async function sweepLeftBehind(left: LeftBehind): Promise<LeftRun[]> {
  await mkdir(left.runsDir, { recursive: true, mode: 0o700 });
  await mkdir(left.worktreesDir, { recursive: true, mode: 0o700 });
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
  // Those that no run's folder speaks of.
  for (const name of await readdir(left.worktreesDir))
    await rm(join(left.worktreesDir, name), { recursive: true, force: true });
  return runs;
}

async function sweepRun(
  id: string,
  folder: string,
  { budget, mutex, log }: LeftBehind,
): Promise<LeftRun | null> {
  const killed = await sweepOrphans(folder, id);
  if (killed > 0) log('warn', 'Processes of an earlier runner were killed.', { run_id: id, killed });
  const spool = await RunSpool.reopen(folder, budget);
  const end = spool === null ? null : await endOf(spool);
  const workspace = await findWorkspace(folder);
  if (workspace !== null) await removeWorktree(workspace, mutex, end?.kind !== 'complete');
  await rm(join(folder, 'tmp'), { recursive: true, force: true });
  if (spool === null || end === null) {
    if (Date.now() - (await stat(folder)).mtimeMs > forensicsMs)
      await rm(folder, { recursive: true, force: true });
    return null;
  }
  return { spool, end };
}

async function endOf(spool: RunSpool): Promise<RunEnd> {
  const known = await spool.readEnd();
  if (known !== null) return known;
  const end: RunEnd = { kind: 'release', detail: stopped };
  spool.addLine('system', stopped);
  await spool.writeEnd(end);
  return end;
}
