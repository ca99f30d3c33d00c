import type { QuestionOf, RunnerAnswer } from '@overmind/contracts/frames/questions';
import type { KeyedMutex } from '../workspace/mutex.ts';
import type { AllowedRoots } from '../workspace/roots.ts';
import type { Checkout } from './checkout/find.ts';
import { forgetMove, noteMove, takeBackLeftMove } from './checkout/journal.ts';
import { findHarm, findWay } from './checkout/obstacle.ts';
import { bringAlong } from './checkout/read-tree.ts';
import { branchRef, findBranch, findCommit, isAncestor, type Merging, openForMerging } from './open.ts';
import { holdRef } from './ref-transaction.ts';
import { orRefused, refused } from './refused.ts';

type Question = QuestionOf<'merge_apply'>;
type Outcome = Extract<RunnerAnswer, { kind: 'merge_apply' }>['outcome'];

const answer = (outcome: Outcome, detail: string): RunnerAnswer => ({
  ...{ kind: 'merge_apply', outcome },
  detail: detail.slice(0, 1_000),
});

/**
 * Moves a branch from one commit to another that holds it, or does nothing. A checkout of the branch comes along, as
 * by `git merge --ff-only`; whatever a person has there that this would harm is an obstacle instead.
 */
export async function applyMerge(
  question: Question,
  roots: AllowedRoots,
  mutex: KeyedMutex,
): Promise<RunnerAnswer> {
  const opened = await openForMerging(question.path, roots);
  if (!opened.ok) return refused(opened.detail);
  return mutex.run(opened.repository.commonDir, () => orRefused(() => apply(opened, question, roots)));
}

async function apply(opened: Merging, question: Question, roots: AllowedRoots): Promise<RunnerAnswer> {
  const { place } = opened;
  const { base_branch: branch, from_commit: from, to_commit: to } = question;
  const base = await findBranch(opened, branch);
  if (!base.ok) return refused(base.detail);
  if ((await findCommit(place, to)) === null)
    return refused(`Commit ${to.slice(0, 10)} is not in this repository any more.`);
  if (await isAncestor(place, to, base.commit)) return answer('moved', `${branch} holds it already.`);
  if (base.commit !== from) return answer('base_changed', `${branch} has moved on.`);
  if (!(await isAncestor(place, from, to))) return refused(`${to.slice(0, 10)} does not stand on ${branch}.`);
  const way = await findWay({ opened, roots, branch, from, tree: to });
  if (way.kind === 'obstructed') return answer('obstructed', way.detail);
  return way.kind === 'free'
    ? moveAlone(opened, { branch, from, to })
    : moveTogether(opened, way.checkout, { branch, from, to });
}

interface Move {
  branch: string;
  from: string;
  to: string;
}

const reason = 'OvermindOps merge';
const hold = (opened: Merging, { branch, from, to }: Move) =>
  holdRef(opened.place, { ref: branchRef(branch), from, to, reason });

/** Why the branch could not be held: it moved at this moment, or something holds it. */
async function whyNotHeld(opened: Merging, { branch, from }: Move): Promise<RunnerAnswer> {
  if ((await findCommit(opened.place, branchRef(branch))) !== from)
    return answer('base_changed', `${branch} was moved by someone else at this moment.`);
  const lock = `${opened.repository.commonDir}/${branchRef(branch)}.lock`;
  return answer(
    'obstructed',
    `Another git holds ${branch}, or one was killed. Let it end, or remove ${lock}, then merge again.`,
  );
}

const moved = ({ branch, to }: Move): RunnerAnswer =>
  answer('moved', `${branch} is now at ${to.slice(0, 10)}.`);

async function moveAlone(opened: Merging, move: Move): Promise<RunnerAnswer> {
  const held = await hold(opened, move);
  if (held === null) return whyNotHeld(opened, move);
  await held.commit();
  return moved(move);
}

/** The files first, then the branch, with the branch locked: see `checkout/journal.ts` for a crash between them. */
async function moveTogether(opened: Merging, checkout: Checkout, move: Move): Promise<RunnerAnswer> {
  const { from, to } = move;
  await takeBackLeftMove(checkout);
  const held = await hold(opened, move);
  if (held === null) return whyNotHeld(opened, move);
  let isMoved = false;
  try {
    const harm = await findHarm(checkout, from, to);
    if (harm !== null) return answer('obstructed', harm);
    await noteMove(checkout, from, to);
    await bringAlong(checkout, from, to);
    await held.commit();
    isMoved = true;
  } finally {
    if (!isMoved) {
      await held.abort();
      await takeBackLeftMove(checkout);
    }
  }
  await forgetMove(checkout);
  return moved(move);
}
