import { settledWithin } from '../clock.ts';
import { workFailed } from '../executors/executor.ts';
import type { Prepared } from '../workspace/prepare.ts';
import type { RunSnapshots } from '../workspace/snapshot/run-snapshots.ts';
import type { Execution } from './execution.ts';
import { keepChanges } from './keep-changes.ts';
import type { Done, SavedChanges } from './result.ts';

/**
 * Keeps what a run changed before its workspace is given up on a full disk: the objects of a commit are small beside a
 * whole tree. Best effort and in bounded time: the end of the run waits for it, and others for the space.
 */
export async function saveChanges(
  execution: Execution,
  done: Done,
  prepared: Prepared & { snapshots: RunSnapshots },
): Promise<void> {
  if (execution.saved !== null) return;
  const own: Done = { ...done, work: workFailed('disk_full', ''), flags: [], artifacts: [] };
  let isLate = false;
  const saving = (async () => {
    if (own.changes === null) await prepared.snapshots.breakOff();
    // Late, files may have been removed already while they were read.
    if (own.changes === null && !isLate) await keepChanges(execution, own, prepared);
  })();
  await settledWithin(saving, execution.setting.limits.saveChangesMs);
  isLate = true;
  const { changes, flags, artifacts, work } = own;
  // Of a copy nothing but its patch remains.
  const isThere = prepared.workspace.kind === 'worktree' || artifacts.length > 0;
  const isLost = changes === null || (changes.filesChanged > 0 && !isThere);
  execution.saved = {
    ...{ changes, isLost, flags: [...flags], artifacts: [...artifacts] },
    evidence: [...work.evidence],
  };
}

/** How that went, for the end of the run; empty where there was nothing to keep. */
export function wordsOf(saved: SavedChanges | null): string {
  if (saved?.isLost === true) return '. What it had changed could not be kept and is lost';
  return (saved?.changes?.filesChanged ?? 0) > 0 ? '. What it had changed until then was kept' : '';
}
