import type { RunnerAnswer } from '@overmind/contracts/frames/questions';
import { findAsk, findAskState } from '@overmind/db/queries/execution/runners';
import type { QueuedMerge } from '@overmind/db/queries/review/merge-queues';
import type { RowOf } from '@overmind/db/schema';
import type { Core } from '../core.ts';
import { takeApplied } from './apply.ts';
import { tellAgain } from './ask-for.ts';
import { takeBranchName } from './default-branch.ts';
import { obstruct } from './obstruct.ts';
import { takePullRequest } from './pull-request.ts';
import { mayAnswer } from './runner.ts';
import type { Step } from './steps.ts';
import { takePushed } from './take-pushed.ts';
import { takeTried } from './take-tried.ts';

/** Goes on with a group that waits for the answer of a runner. */
export async function takeAnswer(core: Core, group: readonly QueuedMerge[], askId: string): Promise<Step> {
  const ask = await findAsk(core.db, askId);
  if (ask === null) return obstruct(core, group, 'The runner did not answer in time.');
  const answer = ask.answer as RunnerAnswer | null;
  if (answer === null) return waitForAnswer(core, group, ask);
  const { question } = ask;
  switch (question.kind) {
    case 'inspect':
      return takeBranchName(core, group, answer);
    case 'merge_try':
      return takeTried(core, group, { runnerId: ask.runner_id, question, answer });
    case 'merge_apply':
      return takeApplied(core, group, { runnerId: ask.runner_id, question, answer });
    case 'push':
      return takePushed(core, group, { runnerId: ask.runner_id, question, answer });
    case 'pull_request':
      return takePullRequest(core, group, answer);
    default:
      return obstruct(core, group, 'The runner was asked for something else.');
  }
}

/** A runner that is revoked or silent for long is not waited for; whoever holds the repository is asked next. */
async function waitForAnswer(
  core: Core,
  group: readonly QueuedMerge[],
  ask: RowOf<'runner_asks'>,
): Promise<Step> {
  const state = await findAskState(core.db, ask.id);
  // It came at this moment.
  if (state?.answer != null) return 'again';
  if (!(await mayAnswer(core, ask.runner_id)))
    return obstruct(core, group, 'The runner that was asked is gone.');
  if (state === null || state.is_expired) return obstruct(core, group, 'The runner did not answer in time.');
  tellAgain(core, ask.runner_id, ask.id);
  return 'wait';
}
