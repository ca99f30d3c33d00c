import type { QueuedMerge } from '@overmind/db/queries/review/merge-queues';
import type { Core } from '../core.ts';
import { obstruct } from './obstruct.ts';
import type { Answered } from './plan.ts';
import { failPull, requestPull } from './pull-request.ts';
import { wordsOf } from './runner.ts';
import { type Pushed, settle } from './settle.ts';
import type { Step } from './steps.ts';

/** Goes on where a branch was to be pushed: the base branch itself, or that of a pull request. */
export async function takePushed(
  core: Core,
  group: readonly QueuedMerge[],
  { runnerId, question: { remote }, answer }: Answered<'push'>,
): Promise<Step> {
  const pushed: Pushed =
    answer.kind === 'push' ? { ok: true, remote } : { ok: false, remote, detail: wordsOf(answer) };
  if (group[0]?.target !== 'pull_request') return settle(core, group, pushed);
  if (pushed.ok) return requestPull(core, group, runnerId);
  const detail = `${remote} did not take the branch: ${pushed.detail}`;
  // Its clone may lack the commit, which says nothing of the work.
  if (group[0].runner_id !== runnerId) return obstruct(core, group, detail);
  return failPull(core, group, detail);
}
