import type { MergeItem, QuestionOf, RunnerAnswer } from '@overmind/contracts/frames/questions';
import type { RunSetting } from '../runs/run-setting.ts';
import { type Built, buildCommits, isLine } from './build.ts';
import { isMoveLeft } from './checkout/journal.ts';
import { findHarm, findWay } from './checkout/obstacle.ts';
import { runTryChecks } from './checks.ts';
import { findBranch, findCommit, isAncestor, type Merging, openForMerging } from './open.ts';
import { orRefused, refused, shownPaths } from './refused.ts';

type Question = QuestionOf<'merge_try'>;
type Outcome = Extract<RunnerAnswer, { kind: 'merge_try' }>['outcome'];

const obstructed = (item_id: string | null, detail: string) => ({
  ...{ result: 'obstructed' as const, item_id },
  detail: detail.slice(0, 1_000),
});

/** Builds the merge commits and runs the checks on the last; no branch moves and no checkout is touched. */
export async function tryMerge(
  question: Question,
  setting: RunSetting,
  signal: AbortSignal,
): Promise<RunnerAnswer> {
  const opened = await openForMerging(question.path, setting.roots);
  if (!opened.ok) return refused(opened.detail);
  return orRefused(async () => {
    const base = await findBranch(opened, question.base_branch);
    if (!base.ok) return refused(base.detail);
    const outcome = await tryOn(base.commit, { question, opened, setting, signal });
    return { kind: 'merge_try', base_commit: base.commit, outcome };
  });
}

interface Trial {
  question: Question;
  opened: Merging;
  setting: RunSetting;
  signal: AbortSignal;
}

async function tryOn(base: string, trial: Trial): Promise<Outcome> {
  const { question, opened } = trial;
  const fault = await findFaulty(opened, question.items);
  if (fault !== null) return fault;
  const made = await buildCommits(opened.place, base, question.base_branch, question.items);
  if (!made.ok) {
    const { itemId: item_id, conflicts, detail } = made.conflict;
    return { result: 'conflict', item_id, conflicts: shownPaths(conflicts), detail };
  }
  return (await findInTheWay(base, made.built, trial)) ?? check(base, made.built, trial);
}

const isGone = (commit: string): string =>
  `Commit ${commit.slice(0, 10)} is not in this repository any more. Run the task again.`;

/** An item that cannot be merged wherever the branch stands. */
async function findFaulty({ place }: Merging, items: readonly MergeItem[]): Promise<Outcome | null> {
  for (const { id, subject, trailers, head_commit } of items) {
    if (![subject, ...trailers].every(isLine))
      return obstructed(id, 'A line of the message of a merge is no line.');
    if ((await findCommit(place, head_commit)) === null)
      return { ...obstructed(id, isGone(head_commit)), is_missing: true };
  }
  return null;
}

/** What a person has in a checkout of the branch, before the checks are run for nothing; and whose files meet it. */
async function findInTheWay(base: string, { places, tip }: Built, trial: Trial): Promise<Outcome | null> {
  const { question, opened, setting } = trial;
  if (tip === base) return null;
  const { base_branch: branch, items } = question;
  const way = await findWay({ opened, roots: setting.roots, branch, from: base, tree: tip });
  if (way.kind === 'obstructed') return obstructed(null, way.detail);
  // What a crash left there is taken back when the branch moves.
  if (way.kind === 'free' || (await isMoveLeft(way.checkout))) return null;
  if ((await findHarm(way.checkout, base, tip)) === null) return null;
  for (const [index, { commit }] of places.entries()) {
    const isNew = await isAncestor(opened.place, base, commit);
    const harm = isNew ? await findHarm(way.checkout, base, commit) : null;
    if (harm !== null) return obstructed(items[index]?.id ?? null, harm);
  }
  return null;
}

async function check(base: string, { places, tip }: Built, trial: Trial): Promise<Outcome> {
  const { question, setting, signal } = trial;
  const [commits, bases] = [places.map(({ commit }) => commit), places.map((each) => each.base)];
  const passed = { result: 'passed' as const, tip, commits, bases };
  // All of it stands on the branch already, or nothing is to be proven.
  if (tip === base || question.checks.length === 0) return { ...passed, evidence: [] };
  const ended = await runTryChecks(question, tip, { setting, signal });
  if (ended.result === 'passed') return { ...passed, evidence: ended.evidence };
  if (ended.result === 'obstructed') return obstructed(null, ended.detail);
  return { result: 'check_failed', detail: ended.detail.slice(0, 1_000), evidence: ended.evidence };
}
