import type { Runner } from '@overmind/contracts/entities/runner';
import { type RunnerAnswer, RunnerQuestion } from '@overmind/contracts/frames/questions';
import { findRunRow, type RunRow } from '@overmind/db/queries/execution/runs';
import type { QueuedMerge } from '@overmind/db/queries/review/merge-queues';
import { findTaskRow } from '@overmind/db/queries/work/tasks';
import type { Core } from '../core.ts';
import { askQuickly } from './ask-for.ts';
import { endMerge } from './change.ts';
import { pushMs, rulesOf } from './rules.ts';
import { wordsOf } from './runner.ts';
import { forEachAsSeen, type Step } from './steps.ts';

const requestMs = 60_000;
const maxBody = 50_000;

const wordsFor = (run: RunRow, merge: QueuedMerge, description: string): string =>
  [
    description,
    run.summary ?? '',
    `Overmind-Task: ${merge.task_key}\nOvermind-Run: ${merge.run_id}\nOvermind-Merge: ${merge.id}`,
  ]
    .filter((part) => part.trim() !== '')
    .join('\n\n')
    .slice(0, maxBody);

/** Brings the run's branch to the remote, so that a pull request of it can be opened. */
export async function openPullRequest(core: Core, merge: QueuedMerge, runner: Runner): Promise<Step> {
  const rules = await rulesOf(core, [merge]);
  if (rules === null) return 'wait';
  const run = await findRunRow(core.db, merge.run_id);
  if (!run?.branch) return failPull(core, [merge], 'The run left no branch to push.');
  const { remote, token_env } = rules;
  const { repo_path: path, head_commit: commit } = merge;
  return askQuickly(core, [merge], {
    ...{ runnerId: runner.id, ttlMs: pushMs },
    question: { kind: 'push', path, remote, commit, branch: run.branch, is_forced: true, token_env },
    change: () => ({ detail: `On its way to ${remote}.` }),
  });
}

/** Opens a pull request of a branch that is at the remote; one that is open already is taken over. */
export async function requestPull(
  core: Core,
  group: readonly QueuedMerge[],
  runnerId: string,
): Promise<Step> {
  const [merge] = group;
  const rules = await rulesOf(core, group);
  const run = merge ? await findRunRow(core.db, merge.run_id) : null;
  if (!merge || rules === null || !run?.branch) return 'wait';
  const task = await findTaskRow(core.db, merge.task_id);
  const { remote, token_env, api_url } = rules;
  const question = RunnerQuestion.parse({
    ...{ kind: 'pull_request', path: merge.repo_path, remote, token_env, api_url },
    ...{ head_branch: run.branch, base_branch: merge.base_branch },
    title: `${merge.task_key}: ${task?.title ?? ''}`.slice(0, 256),
    body: wordsFor(run, merge, task?.description ?? ''),
  });
  const change = () => ({ detail: `The branch is at ${remote}; its pull request is being opened.` });
  return askQuickly(core, group, { runnerId, ttlMs: requestMs, question, change });
}

export const takePullRequest = (
  core: Core,
  group: readonly QueuedMerge[],
  answer: RunnerAnswer,
): Promise<Step> => {
  if (answer.kind !== 'pull_request') return failPull(core, group, wordsOf(answer));
  const { number, url } = answer;
  return forEachAsSeen(core, group, (w, merge) =>
    endMerge(w, merge, {
      ...{ status: 'merged', detail: `Pull request #${number} is open: ${url}` },
      change: { pull_request: JSON.stringify({ number, url }) },
    }),
  );
};

export const failPull = (core: Core, group: readonly QueuedMerge[], detail: string): Promise<Step> =>
  forEachAsSeen(core, group, (w, merge) => endMerge(w, merge, { status: 'failed', detail }));
