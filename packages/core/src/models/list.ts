import type { CatalogueModel, ModelSettings } from '@overmind/contracts/entities/model-catalogue';
import { AppError } from '@overmind/contracts/errors';
import { countOverrides, findOverrideVersion, putOverride } from '@overmind/db/queries/models/catalogue';
import { lockProviders } from '@overmind/db/queries/models/providers';
import { refOf } from '@overmind/domain/models/refs';
import { mayBeAsked } from '@overmind/models/calls/tell-breakers';
import { topics } from '../bus/bus.ts';
import { boundOf, type Call } from '../call.ts';
import type { Core } from '../core.ts';
import { getProvider } from '../providers/read.ts';
import { requireVersion, write } from '../write.ts';
import { type KnownModel, readCatalogue } from './read-catalogue.ts';

/** As many as people set by hand. */
const mostOverrides = 1_000;

const unmeasured = { latency_ms: null, error_rate: null, measured_calls: 0 };

/** Every model that is known, with what was measured on this node. */
export async function listCatalogue(core: Core): Promise<CatalogueModel[]> {
  await core.models.checks.freshen();
  return (await readCatalogue(core)).map((known) => toCatalogueModel(core, known));
}

/** The same as a caller may see it: a token of one project is not told what calls of all of them have shown. */
export async function listModels(core: Core, call: Call): Promise<CatalogueModel[]> {
  const all = await listCatalogue(core);
  return boundOf(call) === null ? all : all.map((model) => ({ ...model, ...unmeasured }));
}

/** Sets what a person knows better of a model, or names one that its provider does not list. */
export async function putModelSettings(
  core: Core,
  call: Call,
  { ref, ...settings }: ModelSettings,
): Promise<CatalogueModel> {
  const slash = ref.indexOf('/');
  const [provider, model] = [ref.slice(0, slash), ref.slice(slash + 1)];
  await getProvider(core, provider);
  await write(core, call, async (w) => {
    await lockProviders(w.tx);
    const version = await findOverrideVersion(w.tx, provider, model);
    requireVersion(call, version);
    if (version === 0 && (await countOverrides(w.tx)) >= mostOverrides)
      throw new AppError('rule_violated', `Of ${mostOverrides} models at most something can be set.`, {
        rule: 'model.too_many_settings',
      });
    await putOverride(w.tx, provider, model, settings);
    w.audit('model.settings_changed', null, null, { ref, settings });
    w.publish(topics.models, provider);
  });
  const known = (await readCatalogue(core)).find(({ entry }) => refOf(entry) === ref);
  if (known !== undefined) return toCatalogueModel(core, known);
  throw new AppError('conflict', 'The provider of this model was removed meanwhile.');
}

function toCatalogueModel({ models }: Core, known: KnownModel): CatalogueModel {
  const { entry, provider, state, priceSource, override, overrideVersion } = known;
  const ref = refOf(entry);
  const measure = models.measures.of(ref);
  return {
    ...{ ...entry, ref, kind: provider.kind, status: state?.status ?? 'unknown' },
    ...{ is_stale: state?.status === 'down', price_source: priceSource },
    latency_ms: measure === null || measure.failures === measure.calls ? null : measure.latencyMs,
    error_rate: measure === null ? null : measure.failures / measure.calls,
    measured_calls: measure?.calls ?? 0,
    is_left_alone: !mayBeAsked(models.ports, entry),
    ...{ override, override_version: overrideVersion },
  };
}
