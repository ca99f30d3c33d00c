import { newId } from '@overmind/db/database';
import { claimPull, endPull, leavePull, type PullRow } from '@overmind/db/queries/models/pulls';
import { ProviderFault } from '@overmind/models/failures/provider-fault';
import { pullOllamaModel } from '@overmind/models/providers/ollama/pull';
import { topics } from '../../bus/bus.ts';
import type { Core } from '../../core.ts';
import { withoutUnstorable } from '../../model-calls/storable.ts';
import { openAccess } from '../providers.ts';
import { type OwnPull, PullBeat } from './beat.ts';

/** Works on a download until it is over or no longer its own. Does nothing while another works on it. */
export async function pullModel(core: Core, pullId: string): Promise<void> {
  const own = { id: pullId, workerId: newId() };
  const pull = await claimPull(core.db, own.id, own.workerId);
  if (pull === null) return;
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
  const signal = AbortSignal.any([beat.lost, core.models.signal]);
  for await (const step of pullOllamaModel(await openAccess(core, provider), model, signal)) beat.tell(step);
}

/** A server that stops leaves it to the next one. */
async function giveUp(core: Core, own: OwnPull, error: unknown): Promise<void> {
  if (core.models.signal.aborted) return leavePull(core.db, own);
  const isTheirs = error instanceof ProviderFault;
  if (!isTheirs) core.log.error({ err: error, pull: own.id }, 'a download of a model failed');
  const words = isTheirs
    ? `The provider ${error.message}.`
    : 'The download failed for a reason of ours; the log of the server says more.';
  await endPull(core.db, own, { status: 'failed', error: withoutUnstorable(words).slice(0, 2_000) });
}
