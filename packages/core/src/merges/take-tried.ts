import type { QuestionOf, RunnerAnswer } from '@overmind/contracts/frames/questions';
import { findRunner } from '@overmind/db/queries/execution/runners';
import type { QueuedMerge } from '@overmind/db/queries/review/merge-queues';
import { judgeTry, type TryResult } from '@overmind/domain/merges/queue';
import type { Core } from '../core.ts';
import { applyGroup } from './apply.ts';
import type { MergeEnd } from './change.ts';
import { isPatient, obstruct } from './obstruct.ts';
import type { Answered, Plan } from './plan.ts';
import { mayAnswer, wordsOf } from './runner.ts';
import { follow, idsOf, type Step, tryAgain } from './steps.ts';

type Tried = Extract<RunnerAnswer, { kind: 'merge_try' }>;
type Outcome = Tried['outcome'];
type Passed = Extract<Outcome, { result: 'passed' }>;

/** Goes on with a group that was tried: it goes in, or the one to blame is looked for, or it is tried again later. */
export async function takeTried(
  core: Core,
  group: readonly QueuedMerge[],
  { runnerId, question, answer }: Answered<'merge_try'>,
): Promise<Step> {
  if (!isOf(question, group)) return tryAgain(core, group, 'One of those tried together was taken out.');
  if (answer.kind !== 'merge_try') return obstruct(core, group, wordsOf(answer));
  const { outcome, base_commit: baseCommit } = answer;
  if (outcome.result === 'obstructed' && outcome.is_missing === true)
    return takeMissing(core, group, outcome, { runnerId, baseCommit });
  if (outcome.result !== 'passed') return judge(core, group, outcome, baseCommit);
  // What it built may be in a clone that only it had.
  if (!(await mayAnswer(core, runnerId))) return tryAgain(core, group, 'The runner that tried it is gone.');
  const { tip, evidence } = outcome;
  return applyGroup(core, group, {
    runnerId,
    baseCommit,
    tip,
    places: placesOf(question, outcome),
    evidence,
  });
}

const isOf = ({ items }: QuestionOf<'merge_try'>, group: readonly QueuedMerge[]): boolean =>
  items.map(({ id }) => id).join() === idsOf(group).join();

function placesOf({ items }: QuestionOf<'merge_try'>, { commits, bases }: Passed): Plan['places'] {
  const places: Plan['places'] = new Map();
  for (const [index, { id }] of items.entries()) {
    const [commit, base] = [commits[index], bases[index]];
    if (commit !== undefined && base !== undefined) places.set(id, { commit, base });
  }
  return places;
}

/** Settles the one to blame, or parts the group to find it; where nobody is to blame, the group stays as it is. */
async function judge(
  core: Core,
  group: readonly QueuedMerge[],
  outcome: Exclude<Outcome, Passed>,
  base_commit: string,
): Promise<Step> {
  if (outcome.result === 'obstructed' && outcome.item_id === null)
    return obstruct(core, group, outcome.detail, { isUnmoved: true });
  const { tried, end } = read(outcome, base_commit);
  return follow(core, group, judgeTry(idsOf(group), tried), end);
}

type Obstructed = Extract<Outcome, { result: 'obstructed' }>;

/** That a commit is not in another's clone says nothing of the work: it may be brought there before the last time. */
async function takeMissing(
  core: Core,
  group: readonly QueuedMerge[],
  outcome: Obstructed,
  { runnerId, baseCommit }: { runnerId: string; baseCommit: string },
): Promise<Step> {
  const item = group.find(({ id }) => id === outcome.item_id);
  if (item === undefined || item.runner_id === runnerId) return judge(core, group, outcome, baseCommit);
  const asked = await findRunner(core.db, runnerId);
  const detail = `Commit ${item.head_commit.slice(0, 10)} is not in ${item.repo_path} of ${asked?.name ?? 'another runner'}, and the runner that did the work was revoked. Fetch it there, or run the task again.`;
  if (isPatient(item)) return obstruct(core, group, detail, { isUnmoved: true });
  return judge(core, group, { ...outcome, detail }, baseCommit);
}

interface Reading {
  tried: TryResult;
  /** What becomes of the one to blame. */
  end: MergeEnd;
}

function read(outcome: Exclude<Outcome, Passed>, base_commit: string): Reading {
  const { detail } = outcome;
  switch (outcome.result) {
    case 'conflict':
      return {
        tried: { result: 'conflict', itemId: outcome.item_id },
        end: {
          ...{ status: 'conflict', detail },
          change: { conflicts: JSON.stringify(outcome.conflicts), base_commit },
        },
      };
    case 'check_failed':
      return {
        tried: { result: 'failed' },
        end: {
          ...{ status: 'check_failed', detail },
          change: { evidence: JSON.stringify(outcome.evidence), base_commit },
        },
      };
    case 'obstructed':
      return {
        tried: { result: 'impossible', itemId: outcome.item_id ?? '' },
        end: { status: 'failed', detail },
      };
  }
}
