import type { MergePreview } from '@overmind/contracts/entities/merge';
import { AppError } from '@overmind/contracts/errors';
import { findLatestCompletedRun } from '@overmind/db/queries/execution/runs';
import { isMergeable } from '@overmind/domain/runs/mergeable';
import type { Core } from '../core.ts';
import { askRunner } from '../runners/ask.ts';
import { baseBranchOf, nothingToMerge, unknownBranch } from './request.ts';
import { findWorkplace } from './runner.ts';

const previewMs = 30_000;

/** What a merge of a task's latest result would meet now, by a runner that holds its repository. */
export async function previewMerge(core: Core, taskId: string): Promise<MergePreview> {
  const run = await findLatestCompletedRun(core.db, taskId);
  if (run === null || !isMergeable(run)) throw nothingToMerge(run);
  const place = await findWorkplace(core, run.repo_path, run.runner_id);
  if (place.runner === null) throw new AppError('unavailable', place.waitsFor, { retryAfterS: 10 });
  const branch = baseBranchOf(run);
  const answer = await askRunner(
    core,
    place.runner.id,
    {
      ...{ kind: 'merge_preview', path: run.repo_path, head_commit: run.head_commit },
      base_branch: branch === unknownBranch ? null : branch,
    },
    previewMs,
  );
  if (answer.kind === 'merge_preview') return answer.preview;
  const detail = answer.kind === 'refused' ? answer.detail : 'The runner is of an older version; update it.';
  throw new AppError('rule_violated', detail, { rule: 'merge.preview' });
}
