import type { WorkspaceReport } from '@overmind/contracts/entities/runner';
import { AppError, notFound } from '@overmind/contracts/errors';
import type { QuestionOf, RunnerAnswer } from '@overmind/contracts/frames/questions';
import { findRunner } from '@overmind/db/queries/execution/runners';
import type { Call } from '../call.ts';
import type { Core } from '../core.ts';
import { write } from '../write.ts';
import { askRunner } from './ask.ts';

/** Sizes of many files take a while to add up. */
const timeoutMs = 60_000;

async function ask(
  core: Core,
  runnerId: string,
  question: QuestionOf<'workspaces' | 'prune_workspaces'>,
): Promise<RunnerAnswer> {
  const runner = await findRunner(core.db, runnerId);
  if (!runner) throw notFound('runner');
  if (runner.status === 'offline')
    throw new AppError('unavailable', 'This runner is offline; nobody can look at its disk.');
  const answer = await askRunner(core, runnerId, question, timeoutMs);
  if (answer.kind === 'refused') throw new AppError('conflict', answer.detail);
  return answer;
}

const unexpected = () => new AppError('unavailable', 'The runner answered something else; update it.');

/** The workspaces on a runner's disk. */
export async function listWorkspaces(core: Core, runnerId: string): Promise<WorkspaceReport> {
  const answer = await ask(core, runnerId, { kind: 'workspaces' });
  if (answer.kind !== 'workspaces') throw unexpected();
  return answer.report;
}

/** Removes workspaces that nobody works in. */
export async function pruneWorkspaces(
  core: Core,
  call: Call,
  runnerId: string,
  what: { run_ids: string[] | null; with_caches: boolean },
): Promise<{ removed: number; freed_bytes: number }> {
  const answer = await ask(core, runnerId, { kind: 'prune_workspaces', ...what });
  if (answer.kind !== 'prune_workspaces') throw unexpected();
  const { removed, freed_bytes } = answer;
  await write(core, { ...call, idempotency: null }, async (w) =>
    w.audit('runner.workspaces_pruned', runnerId, null, { removed, freed_bytes }),
  );
  return { removed, freed_bytes };
}
