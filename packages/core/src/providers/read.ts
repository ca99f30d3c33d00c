import {
  defaultBaseUrls,
  type Provider,
  type ProviderKeyState,
  ProviderLimits,
} from '@overmind/contracts/entities/provider';
import { notFound } from '@overmind/contracts/errors';
import { type Db, iso } from '@overmind/db/database';
import {
  findKeyRow,
  findProviderRow,
  listKeyRows,
  listProviderRows,
} from '@overmind/db/queries/models/providers';
import type { RowOf } from '@overmind/db/schema';
import type { Call } from '../call.ts';
import type { Core } from '../core.ts';
import { liesInOwnNetwork } from './address.ts';
import { builtInProviders } from './environment.ts';
import { findKeyProblem } from './open-key.ts';

type ProviderRow = RowOf<'model_providers'>;
type KeyRow = RowOf<'provider_keys'>;

const noKey: ProviderKeyState = { is_set: false, source: null, last_four: null, set_at: null, problem: null };

export const isBuiltIn = (name: string): name is (typeof builtInProviders)[number] =>
  (builtInProviders as readonly string[]).includes(name);

async function keyStateOf(core: Core, name: string, stored: KeyRow | undefined): Promise<ProviderKeyState> {
  const fromEnvironment = core.environmentProviders.get(name)?.key ?? null;
  if (fromEnvironment !== null) return { ...noKey, is_set: true, source: 'environment' };
  if (!stored) return noKey;
  const problem = await findKeyProblem(core, stored);
  return { is_set: true, source: 'stored', last_four: stored.last_four, set_at: iso(stored.set_at), problem };
}

/** What holds for a provider: the environment first, then what is stored, then what its kind says. */
async function describe(
  core: Core,
  name: string,
  row: ProviderRow | undefined,
  key: KeyRow | undefined,
): Promise<Provider | null> {
  const kind = row?.kind ?? (isBuiltIn(name) ? name : null);
  if (kind === null) return null;
  const environment = core.environmentProviders.get(name);
  // A key of the environment goes to no address that was set elsewhere.
  const stored = environment === undefined ? (row?.base_url ?? null) : null;
  const baseUrl = environment?.baseUrl ?? stored ?? defaultBaseUrls[kind];
  return {
    ...{ name, kind, base_url: baseUrl },
    is_local: stored === null ? baseUrl !== null && liesInOwnNetwork(baseUrl) : row?.is_local === true,
    is_enabled: row?.is_enabled ?? environment !== undefined,
    from_environment: environment !== undefined,
    limits: ProviderLimits.parse(row?.limits ?? {}),
    key: await keyStateOf(core, name, key),
    version: row?.version ?? 0,
  };
}

export async function getProviderIn(core: Core, db: Db, name: string): Promise<Provider> {
  const provider = await describe(core, name, await findProviderRow(db, name), await findKeyRow(db, name));
  if (provider) return provider;
  throw notFound('provider');
}

export const getProvider = (core: Core, name: string): Promise<Provider> =>
  getProviderIn(core, core.db, name);

/** All providers, those that are always there first. Whoever is no administrator is told neither addresses nor keys. */
export async function listProviders(core: Core, call: Call): Promise<Provider[]> {
  const rows = new Map((await listProviderRows(core.db)).map((row) => [row.name, row]));
  const keys = new Map((await listKeyRows(core.db)).map((key) => [key.provider, key]));
  const names = [...new Set<string>([...builtInProviders, ...rows.keys()])];
  const all = await Promise.all(names.map((name) => describe(core, name, rows.get(name), keys.get(name))));
  const known = all.filter((provider) => provider !== null);
  if (call.actor.kind === 'user' && call.actor.isAdmin) return known;
  return known.map((provider) => ({ ...provider, base_url: null, key: null }));
}
