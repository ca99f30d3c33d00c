import { workFailed } from '../executors/executor.ts';
import { removeTree } from '../workspace/remove-tree.ts';
import type { Execution } from './execution.ts';
import type { Done } from './result.ts';
import { wordsOf } from './save-changes.ts';

/** The end of the run has to be written down, on the same disk. */
export async function giveUpDisk(done: Done, execution: Execution): Promise<void> {
  const { saved } = execution;
  const summary = `No space was left on the runner's disk, so the run was ended${wordsOf(saved)}`;
  fail(done, execution, 'disk_full', summary);
  if (saved !== null) {
    done.changes = saved.changes;
    done.flags.push(...saved.flags);
    done.artifacts.push(...saved.artifacts);
    done.work.evidence.push(...saved.evidence);
  }
  await giveBackSpace(done, execution);
}

/** What can be made again goes first; between, `save` may keep what cannot. */
export async function giveBackSpace(
  { workspace }: Done,
  { tmpDir }: Execution,
  save: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  await removeTree(tmpDir);
  await save();
  if (workspace !== null) await removeTree(workspace.path);
}

/** What was done and shown so far is kept. */
export function fail(
  done: Done,
  { board }: Execution,
  reason: 'disk_full' | 'workspace_failed',
  summary: string,
) {
  const { checks, evidence, metrics, artifacts } = done.work;
  const kept = { steps: board.steps, checks, evidence, metrics, artifacts };
  done.work = { ...workFailed(reason, summary), ...kept };
}
