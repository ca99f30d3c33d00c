import type { Runner } from '@overmind/contracts/entities/runner';
import type { RunnerAnswer } from '@overmind/contracts/frames/questions';
import type { QueuedMerge } from '@overmind/db/queries/review/merge-queues';
import type { Core } from '../core.ts';
import { askQuickly } from './ask-for.ts';
import { changeMerge, endMerge } from './change.ts';
import { obstruct } from './obstruct.ts';
import { wordsOf } from './runner.ts';
import { anew, forEachAsSeen, type Step } from './steps.ts';

const lookMs = 10_000;

/** Asks what the repository's own branch is called, for all that wait for it. */
export const askBranchName = (
  core: Core,
  waiting: readonly QueuedMerge[],
  path: string,
  runner: Runner,
): Promise<Step> =>
  askQuickly(core, waiting, {
    ...{ runnerId: runner.id, ttlMs: lookMs, question: { kind: 'inspect', path } },
    change: () => ({ detail: `${runner.name} looks which branch it goes to.` }),
  });

/** Puts those that waited for the name of a branch into that branch's queue. */
export async function takeBranchName(
  core: Core,
  waiting: readonly QueuedMerge[],
  answer: RunnerAnswer,
): Promise<Step> {
  if (answer.kind !== 'inspect') return obstruct(core, waiting, wordsOf(answer));
  const { inspection } = answer;
  const branch = inspection.ok ? inspection.default_branch : null;
  const detail = inspection.ok ? 'This repository has no branch to merge into.' : inspection.detail;
  return forEachAsSeen(core, waiting, async (w, merge) => {
    if (branch === null) return void (await endMerge(w, merge, { status: 'failed', detail }));
    await changeMerge(w, merge, { ...anew(merge), base_branch: branch, detail: null });
    await w.enqueue('merge.advance', { repo_path: merge.repo_path, base_branch: branch });
  });
}
