import type { QueuedMerge } from '@overmind/db/queries/review/merge-queues';
import type { MergeRow } from '@overmind/db/queries/review/merges';
import type { Core } from '../core.ts';
import { askQuickly } from './ask-for.ts';
import { obstruct } from './obstruct.ts';
import type { Answered, Plan } from './plan.ts';
import { pushBranch } from './push.ts';
import { wordsOf } from './runner.ts';
import { settle } from './settle.ts';
import { type Step, tryOnTop } from './steps.ts';

const applyMs = 120_000;

/** Asks for the base branch to be moved to what was tried, and notes where it is about to go. */
export async function applyGroup(core: Core, group: readonly QueuedMerge[], plan: Plan): Promise<Step> {
  const [first] = group;
  if (!first) return 'wait';
  await core.crashPoint?.('before the branch moves', first.project_id);
  return askQuickly(core, group, {
    ...{ runnerId: plan.runnerId, ttlMs: applyMs },
    question: {
      ...{ kind: 'merge_apply', path: first.repo_path, base_branch: first.base_branch },
      ...{ from_commit: plan.baseCommit, to_commit: plan.tip },
    },
    change: (merge) => noteOf(merge, plan),
  });
}

function noteOf(merge: MergeRow, plan: Plan) {
  const { base, commit } = plan.places.get(merge.id) ?? { base: plan.baseCommit, commit: plan.tip };
  return {
    ...{ base_commit: base, merged_commit: commit },
    // What was merged before a crash is found and not checked again: its evidence stands here already.
    ...(plan.evidence.length > 0 ? { evidence: JSON.stringify(plan.evidence) } : {}),
  };
}

/** Goes on with a group whose branch was to be moved. */
export async function takeApplied(
  core: Core,
  group: readonly QueuedMerge[],
  { runnerId, question, answer }: Answered<'merge_apply'>,
): Promise<Step> {
  // It may have moved the branch before it failed: the next try finds that.
  if (answer.kind !== 'merge_apply') return obstruct(core, group, wordsOf(answer));
  if (answer.outcome === 'base_changed') return tryOnTop(core, group);
  if (answer.outcome === 'obstructed') return obstruct(core, group, answer.detail, { isUnmoved: true });
  await core.crashPoint?.('after the branch moved', group[0]?.project_id ?? '');
  if (group.some(({ target }) => target === 'push'))
    return pushBranch(core, group, { runnerId, commit: question.to_commit });
  return settle(core, group, null);
}
