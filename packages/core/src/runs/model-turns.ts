import { AppError } from '@overmind/contracts/errors';
import type { RunTurn } from '@overmind/contracts/routes/runner-model-turns';
import { findRunRow } from '@overmind/db/queries/execution/runs';
import type { AskedTurn } from '@overmind/db/queries/models/turns';
import { ProviderFault } from '@overmind/models/failures/provider-fault';
import { countedAt } from '@overmind/models/limits/counted-at';
import { timeLimit } from '@overmind/outbound/time-limit';
import type { Call } from '../call.ts';
import type { Core } from '../core.ts';
import { hashedId } from '../hashed-id.ts';
import { findLimited } from '../models/turns/limited.ts';
import { isHeldBy, staleLease } from './lease-check.ts';

/** Of its own run alone: no other's turn can be met by it. */
const idOf = (runId: string, turnId: string): string => hashedId(`${runId}/${turnId}`);

function runnerOf({ actor }: Call): string {
  if (actor.kind === 'runner') return actor.runnerId;
  throw new AppError('forbidden', 'Only a runner can do this.');
}

interface RunTurnAsked {
  runId: string;
  leaseToken: string;
  turnId: string;
  provider: string;
  origin: string;
  machine: string;
  tokens: number;
  waitMs: number;
}

/**
 * Waits for the turn of a call that a runner makes by itself; after `waitMs` it is told to ask again. It counts for as
 * long as the run is under this lease. Throws `stale_lease` unless the runner holds the run.
 */
export async function takeRunTurn(
  core: Core,
  call: Call,
  asked: RunTurnAsked,
  signal: AbortSignal,
): Promise<RunTurn> {
  const { runId, leaseToken, turnId, provider, origin, machine, tokens } = asked;
  const run = await findRunRow(core.db, runId);
  if (!run || !isHeldBy(call, run, leaseToken)) throw staleLease('no turn is given to it');
  const limited = await findLimited(core, provider, origin);
  if (limited === null) return { state: 'unlimited' };
  const turn = {
    ...{ id: idOf(runId, turnId), provider: limited, place: countedAt(limited, origin, machine), tokens },
    run: { runId, leaseToken: Number(leaseToken), runnerId: runnerOf(call) },
  };
  return waitForTurn(core, turn, asked.waitMs, signal);
}

async function waitForTurn(
  core: Core,
  turn: AskedTurn,
  waitMs: number,
  signal: AbortSignal,
): Promise<RunTurn> {
  const over = AbortSignal.any([signal, timeLimit(waitMs)]);
  try {
    return { state: await core.models.queue.wait(turn, over) };
  } catch (error) {
    if (error instanceof ProviderFault && error.reason === 'queue_full') return { state: 'full' };
    // Asked again, at another node, too, it stands where it stood.
    if (over.aborted || error instanceof ProviderFault) return { state: 'waiting' };
    throw error;
  }
}

/** Also of a run that is over: what its runner held is free then. */
export const leaveRunTurn = (
  core: Core,
  call: Call,
  { runId, turnId, tokens }: { runId: string; turnId: string; tokens: number | null },
): Promise<void> => core.models.queue.leave(idOf(runId, turnId), tokens, runnerOf(call));
