import { findLeftMarkers } from '../merging/prepare-origin.ts';
import { branchFlags, findFlags, lateFlags } from '../proof/find-flags.ts';
import { pathRules } from '../workspace/changes/allowed-paths.ts';
import { writeArtifacts } from '../workspace/changes/artifacts.ts';
import { undoBranchMoves } from '../workspace/changes/branch-guard.ts';
import { commitChanges } from '../workspace/changes/commit.ts';
import type { Prepared } from '../workspace/prepare.ts';
import { keptAt } from '../workspace/release.ts';
import type { RunSnapshots } from '../workspace/snapshot/run-snapshots.ts';
import type { Workspace } from '../workspace/worktree.ts';
import type { Execution } from './execution.ts';
import { type Done, isSaved } from './result.ts';

/** Commits what the work of the run changed, writes the difference down, and looks at what was changed. */
export async function keepChanges(
  execution: Execution,
  done: Done,
  { workspace, branches, origin, snapshots }: Prepared & { snapshots: RunSnapshots },
): Promise<void> {
  const { spool, secrets, output } = execution;
  const { job, work } = done;
  const rules = pathRules(job.agent.config.writes);
  const { moved, restored } = await undoBranchMoves(workspace, branches, job, done.sandbox);
  const tree = await snapshots.tree();
  const { maySecret } = rules;
  const changes = await commitChanges(workspace, job, { tree, folder: spool.folder, maySecret });
  done.changes = changes;
  if (changes.filesChanged > 0) {
    const { folder } = spool;
    const artifacts = await writeArtifacts({ workspace, head: changes.headCommit, folder, secrets });
    done.artifacts.push(...artifacts);
    done.flags.push(...(await findFlags(folder, artifacts, job)));
    work.evidence.push({
      ...{ name: 'Changes', kind: 'diff', run: ['git', 'diff', workspace.base_commit, changes.headCommit] },
      ...{ exit_code: null, duration_ms: null, log_from_seq: null, log_to_seq: null, tests: null },
      excerpt: output.redact(changes.stat).slice(-8_192),
    });
    if (workspace.kind === 'copy')
      work.summary = [work.summary, isSaved(done) ? byHand : tooLong(workspace)].filter(Boolean).join('. ');
  }
  done.flags.push(...lateFlags(await snapshots.findLateChanges(tree)), ...branchFlags(restored));
  const left = origin === null ? [] : await findLeftMarkers(workspace, changes.headCommit, origin);
  if (left.length > 0 && work.status === 'completed')
    Object.assign(work, { status: 'failed', reason: 'conflict', summary: markersIn(left) });
  const faults = [
    moved.length === 0 ? null : `The run moved branches that are not its own: ${moved.join(', ')}`,
    rules.findFault(changes),
  ].filter((fault) => fault !== null);
  if (faults.length === 0) return;
  Object.assign(work, { status: 'failed', reason: 'forbidden_path', summary: faults.join('. ') });
}

const markersIn = (paths: readonly string[]): string =>
  `Conflict markers are left in ${paths.slice(0, 10).join(', ')}, so the conflict is not settled`;
const byHand = 'The folder has no git, so the changes are in changes.patch, to be applied by hand';
const tooLong = (workspace: Workspace): string =>
  `The folder has no git, and the changes are too long for a patch; ${keptAt(workspace)}`;
