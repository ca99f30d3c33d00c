import { AppError } from '@overmind/contracts/errors';
import { newId } from '@overmind/db/database';
import { claimPull, endPull, findNextPull, leavePull, type PullRow } from '@overmind/db/queries/models/pulls';
import { ProviderFault } from '@overmind/models/failures/provider-fault';
import { pullOllamaModel } from '@overmind/models/providers/ollama/pull';
import { topics } from '../../bus/bus.ts';
import { systemCall } from '../../call.ts';
import type { Core } from '../../core.ts';
import { withoutUnstorable } from '../../model-calls/storable.ts';
import { write } from '../../write.ts';
import { openAccess } from '../providers.ts';
import { type OwnPull, PullBeat } from './beat.ts';
import { ProviderWatch } from './provider-watch.ts';
import { requireOllama } from './request.ts';

/**
 * Works on a download until it is over or no longer its own, then has the next one of its provider begun. Does nothing
 * while another works on it, or its provider fetches something else.
 */
export async function pullModel(core: Core, pullId: string): Promise<void> {
  const own = { id: pullId, workerId: newId() };
  const pull = await write(core, systemCall, (w) => claimPull(w.tx, own.id, own.workerId));
  if (pull === null) return;
  await workOn(core, own, pull);
  if (!core.models.signal.aborted) await passOn(core, pull.provider);
}

async function workOn(core: Core, own: OwnPull, pull: PullRow): Promise<void> {
  using beat = new PullBeat(core, own);
  try {
    await fetchModel(core, pull, beat);
    await endPull(core.db, own, { ...beat.progress, status: 'completed', error: null });
    await core.models.checks.check(pull.provider);
  } catch (error) {
    await giveUp(core, own, error);
  } finally {
    core.bus.publish(topics.modelPulls, own.id);
  }
}

async function fetchModel(core: Core, { provider, model }: PullRow, beat: PullBeat): Promise<void> {
  using watch = new ProviderWatch(core, provider);
  await requireOllama(core, provider);
  const signal = AbortSignal.any([beat.lost, watch.unusable, core.models.signal]);
  try {
    const access = await openAccess(core, provider);
    await watch.expectAt(access.baseUrl ?? '');
    watch.unusable.throwIfAborted();
    for await (const step of pullOllamaModel(access, model, signal)) beat.tell(step);
  } catch (error) {
    throw watch.unusable.aborted ? watch.unusable.reason : error;
  }
}

const passOn = (core: Core, provider: string): Promise<void> =>
  write(core, systemCall, async (w) => {
    const next = await findNextPull(w.tx, provider);
    if (next !== null) await w.enqueue('model.pull', { pull_id: next });
  });

/** A server that stops leaves it to the next one. */
async function giveUp(core: Core, own: OwnPull, error: unknown): Promise<void> {
  if (core.models.signal.aborted) return leavePull(core.db, own);
  const told = wordsOf(error);
  if (told === null) core.log.error({ err: error, pull: own.id }, 'a download of a model failed');
  const words = told ?? 'The download failed for a reason of ours; the log of the server says more.';
  await endPull(core.db, own, { status: 'failed', error: withoutUnstorable(words).slice(0, 2_000) });
}

function wordsOf(error: unknown): string | null {
  if (error instanceof ProviderFault) return `The provider ${error.message}.`;
  return error instanceof AppError ? error.message : null;
}
