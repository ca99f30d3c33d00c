import type { QuestionOf, RunnerAnswer } from '@overmind/contracts/frames/questions';
import type { AllowedRoots } from '../workspace/roots.ts';
import { countApart } from './build.ts';
import { findObstacle } from './checkout/obstacle.ts';
import { mergeTrees } from './merge-trees.ts';
import { findBranch, findCommit, findMergeBase, isAncestor, openForMerging } from './open.ts';
import { orRefused, refused, shownPaths } from './refused.ts';

/** What a merge would meet now; nothing but loose objects is written. */
export async function previewMerge(
  question: QuestionOf<'merge_preview'>,
  roots: AllowedRoots,
): Promise<RunnerAnswer> {
  const opened = await openForMerging(question.path, roots);
  if (!opened.ok) return refused(opened.detail);
  const { place, repository } = opened;
  const branch = question.base_branch ?? repository.defaultBranch;
  if (branch === null) return refused(`${repository.path} has no branch to merge into.`);
  return orRefused(async () => {
    const base = await findBranch(opened, branch);
    if (!base.ok) return refused(base.detail);
    const head = await findCommit(place, question.head_commit);
    if (head === null)
      return refused(`Commit ${question.head_commit.slice(0, 10)} is not in this repository any more.`);
    const isRelated = (await findMergeBase(place, base.commit, head)) !== null;
    const isMerged = await isAncestor(place, head, base.commit);
    const merged = isRelated && !isMerged ? await mergeTrees(place, base.commit, head) : null;
    const isClean = merged !== null && merged.conflicts.length === 0;
    const obstacle = isClean
      ? await findObstacle({ opened, roots, branch, from: base.commit, tree: merged.tree })
      : null;
    return {
      kind: 'merge_preview',
      preview: {
        ...{ base_branch: branch, base_commit: base.commit, head_commit: head },
        ...(await countApart(place, base.commit, head)),
        can_fast_forward: await isAncestor(place, base.commit, head),
        conflicts: shownPaths(merged?.conflicts ?? []),
        obstacle: isRelated ? obstacle : `This work and ${branch} share no history.`,
        is_merged: isMerged,
      },
    };
  });
}
