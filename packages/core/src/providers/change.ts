import {
  defaultBaseUrls,
  type Provider,
  ProviderLimits,
  type ProviderPatch,
  type ProviderSettings,
} from '@overmind/contracts/entities/provider';
import { isScripted } from '@overmind/contracts/entities/scripted';
import { AppError, notFound } from '@overmind/contracts/errors';
import { deleteProviderState } from '@overmind/db/queries/models/catalogue';
import {
  deleteKeyRow,
  deleteProviderRow,
  findProviderRow,
  listProviderRows,
  lockProviders,
  type ProviderToStore,
  putProviderRow,
} from '@overmind/db/queries/models/providers';
import { topics } from '../bus/bus.ts';
import type { Call } from '../call.ts';
import type { Core } from '../core.ts';
import { requireVersion, type Write, write } from '../write.ts';
import { checkBaseUrl, liesInOwnNetwork } from './address.ts';
import { originOf } from './open-key.ts';
import { getProviderIn, isBuiltIn } from './read.ts';

/** As many as an installation can have. */
const mostProviders = 50;

const invalid = (pointer: string, detail: string): AppError =>
  new AppError('invalid', detail, { errors: [{ pointer, detail }] });

interface Kept {
  name: string;
  keptUrl: string | null;
}

/** The settings as they are kept, or an error that says which of them cannot be. */
function checked(core: Core, kept: Kept, settings: ProviderSettings): ProviderToStore {
  const { serves_itself: servesItself, ...rest } = checkedAddress(core, kept, settings);
  const url =
    core.environmentProviders.get(kept.name)?.baseUrl ?? rest.base_url ?? defaultBaseUrls[rest.kind];
  if (!servesItself || url === null) return { ...rest, serves_itself_at: null };
  const isNear = rest.base_url === url ? rest.is_local : liesInOwnNetwork(url);
  if (isNear) return { ...rest, serves_itself_at: originOf(url) };
  throw invalid(
    '/serves_itself',
    'Only a server on this machine or in the own network can be local. Mark the provider as local, or leave this out.',
  );
}

function checkedAddress(
  core: Core,
  { name, keptUrl }: Kept,
  settings: ProviderSettings,
): ProviderSettings & { name: string } {
  if (isBuiltIn(name) && settings.kind !== name)
    throw invalid('/kind', `"${name}" is of the kind ${name}. Give a server of another kind another name.`);
  if (core.environmentProviders.get(name)?.kind !== undefined)
    throw new AppError(
      'rule_violated',
      `"${name}" is set in the environment where the server runs, and can be changed only there.`,
      { rule: 'provider.from_environment' },
    );
  if (settings.base_url === null) {
    if (settings.kind === 'openai_compatible')
      throw invalid('/base_url', 'A compatible server has no address of its own. Give its address.');
    return { name, ...settings };
  }
  if (core.environmentProviders.has(name)) {
    // It is kept for the day on which the environment says nothing any more.
    if (settings.base_url === keptUrl) return { name, ...settings };
    throw new AppError(
      'rule_violated',
      `"${name}" is set in the environment where the server runs; its address can be changed only there.`,
      { rule: 'provider.from_environment' },
    );
  }
  return { name, ...settings, base_url: checkBaseUrl(settings.base_url, settings.is_local) };
}

async function requireRoom(w: Write): Promise<void> {
  if ((await listProviderRows(w.tx)).length < mostProviders) return;
  throw new AppError('rule_violated', `There can be ${mostProviders} providers at most.`, {
    rule: 'provider.too_many',
  });
}

/** A key goes only where it was meant to: whoever changes the address has to know the key to go on using it. */
async function forgetKeyOnMove(w: Write, before: Provider | null, after: Provider): Promise<boolean> {
  const isSame = before?.kind === after.kind && originOf(before.base_url) === originOf(after.base_url);
  return !isSame && (await deleteKeyRow(w.tx, after.name));
}

async function store(core: Core, w: Write, before: Provider | null, to: ProviderToStore): Promise<Provider> {
  await putProviderRow(w.tx, to);
  const after = await getProviderIn(core, w.tx, to.name);
  const isKeyForgotten = await forgetKeyOnMove(w, before, after);
  w.audit('provider.changed', null, null, {
    ...{ provider: to.name, kind: to.kind, base_url: to.base_url, is_local: to.is_local },
    serves_itself_at: to.serves_itself_at,
    ...{ is_enabled: to.is_enabled, is_key_forgotten: isKeyForgotten },
  });
  w.publish(topics.models, to.name);
  return isKeyForgotten ? getProviderIn(core, w.tx, to.name) : after;
}

const findBefore = (core: Core, w: Write, name: string): Promise<Provider | null> =>
  getProviderIn(core, w.tx, name).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') return null;
    throw error;
  });

export const putProvider = (
  core: Core,
  call: Call,
  name: string,
  settings: ProviderSettings,
): Promise<Provider> =>
  write(core, call, async (w) => {
    await lockProviders(w.tx);
    const before = await findBefore(core, w, name);
    requireVersion(call, before?.version ?? 0);
    const keptUrl = (await findProviderRow(w.tx, name))?.base_url ?? null;
    const to = checked(core, { name, keptUrl }, settings);
    if ((before?.version ?? 0) === 0) await requireRoom(w);
    return store(core, w, before, to);
  });

export const updateProvider = (
  core: Core,
  call: Call,
  name: string,
  patch: ProviderPatch,
): Promise<Provider> =>
  write(core, call, async (w) => {
    await lockProviders(w.tx);
    const before = await getProviderIn(core, w.tx, name);
    requireVersion(call, before.version);
    const row = await findProviderRow(w.tx, name);
    const keptUrl = row?.base_url ?? null;
    const base_url = patch.base_url === undefined ? keptUrl : patch.base_url;
    const isLocal = patch.is_local ?? row?.is_local ?? false;
    const isWhereItWas = originOf(base_url) === originOf(keptUrl) && isLocal === (row?.is_local ?? false);
    const to = checked(
      core,
      { name, keptUrl },
      {
        ...{ kind: before.kind, base_url, is_local: isLocal },
        // Said of one server, it is not said of another that stands in its place.
        serves_itself: patch.serves_itself ?? (isWhereItWas && before.serves_itself && !isScripted(name)),
        is_enabled: patch.is_enabled ?? before.is_enabled,
        limits: ProviderLimits.parse({ ...before.limits, ...patch.limits }),
        keep_alive: patch.keep_alive === undefined ? before.keep_alive : patch.keep_alive,
      },
    );
    return store(core, w, before, to);
  });

/** What the environment says of it stays, and a kind that is always there is as it was at first. */
export const removeProvider = (core: Core, call: Call, name: string): Promise<void> =>
  write(core, call, async (w) => {
    await lockProviders(w.tx);
    const before = await getProviderIn(core, w.tx, name);
    requireVersion(call, before.version);
    if (!(await deleteProviderRow(w.tx, name)) && !isBuiltIn(name)) throw notFound('provider');
    await deleteProviderState(w.tx, name);
    w.publish(topics.models, name);
    w.audit('provider.removed', null, null, { provider: name });
  });
