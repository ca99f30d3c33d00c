import { AppError } from '@overmind/contracts/errors';
import type { RunnerAnswer } from '@overmind/contracts/frames/questions';
import { findAsk, findAskState } from '@overmind/db/queries/execution/runners';
import { findRunRow } from '@overmind/db/queries/execution/runs';
import type { MergeRow } from '@overmind/db/queries/review/merges';
import type { RowOf } from '@overmind/db/schema';
import { timeLimit } from '@overmind/outbound/time-limit';
import type { Core } from '../core.ts';
import { askRunner, awaitAsk } from '../runners/ask.ts';
import { findWorkplace, mayAnswer } from './runner.ts';

/** Whether a branch has moved for a merge that was about to go in. */
export type Standing = 'moved' | 'unmoved' | 'moving' | 'unknown';

const waitMs = 8_000;

const orNull = async (answer: Promise<RunnerAnswer>): Promise<RunnerAnswer | null> =>
  answer.catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'unavailable') return null;
    throw error;
  });

/** What the runner that was asked to move the branch says of it, while it may still say something. */
async function ofMove(core: Core, ask: RowOf<'runner_asks'> | null): Promise<Standing | null> {
  if (ask?.question.kind !== 'merge_apply') return null;
  const isAwaited =
    ask.answer === null &&
    (await findAskState(core.db, ask.id))?.is_expired === false &&
    (await mayAnswer(core, ask.runner_id));
  const answer = isAwaited
    ? await orNull(awaitAsk(core, ask.id, { signal: timeLimit(waitMs) }))
    : (ask.answer as RunnerAnswer | null);
  if (answer === null) return isAwaited ? 'moving' : null;
  if (answer.kind !== 'merge_apply') return null;
  return answer.outcome === 'moved' ? 'moved' : 'unmoved';
}

/** What stands in the repository, by a runner that holds it; another one's may be a clone of its own. */
async function ofRepository(core: Core, merge: MergeRow, movedBy: string | null): Promise<Standing> {
  const run = await findRunRow(core.db, merge.run_id);
  const { runner } = await findWorkplace(core, merge.repo_path, run?.runner_id ?? null);
  if (runner === null || merge.merged_commit === null) return 'unknown';
  const { repo_path: path, base_branch, merged_commit: head_commit } = merge;
  const answer = await orNull(
    askRunner(core, runner.id, { kind: 'merge_preview', path, base_branch, head_commit }, waitMs),
  );
  if (answer?.kind !== 'merge_preview') return 'unknown';
  if (answer.preview.is_merged) return 'moved';
  // Whose question is over already, as when its runner is gone, was asked where the work was done.
  const asked = movedBy ?? run?.runner_id ?? null;
  return asked === null || asked === runner.id ? 'unmoved' : 'unknown';
}

/** Asks who may know; takes a few seconds at most. */
export async function whereItStands(core: Core, merge: MergeRow): Promise<Standing> {
  const ask = merge.ask_id === null ? null : await findAsk(core.db, merge.ask_id);
  const movedBy = ask?.question.kind === 'merge_apply' ? ask.runner_id : null;
  return (await ofMove(core, ask)) ?? ofRepository(core, merge, movedBy);
}
