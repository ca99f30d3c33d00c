import type { QueuedMerge } from '@overmind/db/queries/review/merge-queues';
import type { Core } from '../core.ts';
import { askQuickly } from './ask-for.ts';
import { pushMs, rulesOf } from './rules.ts';
import type { Step } from './steps.ts';

/** Brings the branch that just moved to the project's remote. */
export async function pushBranch(
  core: Core,
  group: readonly QueuedMerge[],
  { runnerId, commit }: { runnerId: string; commit: string },
): Promise<Step> {
  const [first] = group;
  const rules = await rulesOf(core, group);
  // Its merges went with the project.
  if (!first || rules === null) return 'wait';
  const { remote, token_env } = rules;
  const { repo_path: path, base_branch: branch } = first;
  return askQuickly(core, group, {
    ...{ runnerId, ttlMs: pushMs },
    question: { kind: 'push', path, remote, commit, branch, is_forced: false, token_env },
    change: () => ({ has_moved: true, detail: `In ${branch}; on its way to ${remote}.` }),
  });
}
