import type { ModelPull } from '@overmind/contracts/entities/model-pull';
import { AppError, notFound } from '@overmind/contracts/errors';
import {
  cancelPullRow,
  findLivePull,
  findPull,
  insertPull,
  listPulls,
  takeForsakenPulls,
  toPull,
} from '@overmind/db/queries/models/pulls';
import { topics } from '../../bus/bus.ts';
import { type Call, systemCall, userIdOf } from '../../call.ts';
import type { Core } from '../../core.ts';
import { getProvider } from '../../providers/read.ts';
import { write } from '../../write.ts';

const mostShown = 50;

/** Only Ollama has models to fetch, and only one that is turned on. */
export async function requireOllama(core: Core, name: string): Promise<void> {
  const { kind, is_enabled } = await getProvider(core, name);
  if (kind !== 'ollama')
    throw new AppError(
      'rule_violated',
      `"${name}" is of the kind ${kind}. Only Ollama keeps models of its own.`,
      {
        rule: 'provider.not_ollama',
      },
    );
  if (!is_enabled)
    throw new AppError('rule_violated', `"${name}" is turned off. Turn it on first.`, {
      rule: 'provider.disabled',
    });
}

/** Has an Ollama fetch a model. While one is fetched, whoever asks for it again is given the same download. */
export async function requestPull(
  core: Core,
  call: Call,
  provider: string,
  model: string,
): Promise<ModelPull> {
  await requireOllama(core, provider);
  return write(core, call, async (w) => {
    const made = await insertPull(w.tx, { provider, model, requested_by_user_id: userIdOf(call) });
    if (made === null) {
      const live = await findLivePull(w.tx, provider, model);
      if (live !== undefined) return toPull(live);
      throw new AppError('conflict', 'The download of this model has just ended. Ask for it again.');
    }
    await w.enqueue('model.pull', { pull_id: made.id });
    w.audit('model.pull_requested', made.id, null, { provider, model });
    w.publish(topics.modelPulls, made.id);
    return toPull(made);
  });
}

export const listModelPulls = async (core: Core, provider: string): Promise<ModelPull[]> =>
  (await listPulls(core.db, provider, mostShown)).map(toPull);

export async function getModelPull(core: Core, provider: string, id: string): Promise<ModelPull> {
  const row = await findPull(core.db, id);
  if (row?.provider === provider) return toPull(row);
  throw notFound('download');
}

/** Stops a download; one that is over stays as it is. */
export async function cancelPull(core: Core, call: Call, provider: string, id: string): Promise<ModelPull> {
  await getModelPull(core, provider, id);
  await write(core, call, async (w) => {
    if (!(await cancelPullRow(w.tx, id))) return;
    w.audit('model.pull_canceled', id, null, { provider });
    w.publish(topics.modelPulls, id);
  });
  return getModelPull(core, provider, id);
}

/** Has downloads gone on with whose server was stopped. */
export const takeUpPulls = (core: Core): Promise<void> =>
  write(core, systemCall, async (w) => {
    for (const id of await takeForsakenPulls(w.tx)) await w.enqueue('model.pull', { pull_id: id });
  });
