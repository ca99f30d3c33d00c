import type { ProviderKind } from '@overmind/contracts/entities/model';
import {
  defaultBaseUrls,
  type Provider,
  type ProviderKeyState,
  ProviderLimits,
} from '@overmind/contracts/entities/provider';
import { isScripted } from '@overmind/contracts/entities/scripted';
import { notFound } from '@overmind/contracts/errors';
import { type Db, iso } from '@overmind/db/database';
import {
  findProviderState,
  listProviderStates,
  type ProviderStateRow,
} from '@overmind/db/queries/models/catalogue';
import {
  findKeyRow,
  findProviderRow,
  listKeyRows,
  listProviderRows,
} from '@overmind/db/queries/models/providers';
import type { RowOf } from '@overmind/db/schema';
import { boundOf, type Call } from '../call.ts';
import type { Core } from '../core.ts';
import { liesInOwnNetwork } from './address.ts';
import { builtInProviders } from './environment.ts';
import { healthOf } from './health.ts';
import { findKeyProblem, originOf } from './open-key.ts';

type ProviderRow = RowOf<'model_providers'>;
type KeyRow = RowOf<'provider_keys'>;

const noKey: ProviderKeyState = { is_set: false, source: null, last_four: null, set_at: null, problem: null };

export const isBuiltIn = (name: string): name is (typeof builtInProviders)[number] =>
  (builtInProviders as readonly string[]).includes(name);

/** Where a provider is as it is kept, whatever the environment says. */
export const storedUrl = (kind: ProviderKind, row: ProviderRow | undefined): string | null =>
  row?.base_url ?? defaultBaseUrls[kind];

/** What was said of one server is not said of another that stands in its place. */
const isDeclaredAt = (url: string | null, row: ProviderRow | undefined): boolean =>
  row?.serves_itself_at != null && row.serves_itself_at === originOf(url);

async function keyStateOf(
  core: Core,
  { name, url, kept }: { name: string; url: string | null; kept: string | null },
  stored: KeyRow | undefined,
): Promise<ProviderKeyState> {
  const fromEnvironment = core.environmentProviders.get(name)?.key ?? null;
  if (fromEnvironment !== null) return { ...noKey, is_set: true, source: 'environment' };
  if (!stored) return noKey;
  const problem = await findKeyProblem(core, stored, url, kept);
  return { is_set: true, source: 'stored', last_four: stored.last_four, set_at: iso(stored.set_at), problem };
}

/** What holds for a provider: the environment first, then what is stored, then what its kind says. */
async function describe(
  core: Core,
  name: string,
  {
    row,
    key,
    state,
  }: { row: ProviderRow | undefined; key: KeyRow | undefined; state: ProviderStateRow | undefined },
): Promise<Provider | null> {
  const environment = core.environmentProviders.get(name);
  const kind = environment?.kind ?? row?.kind ?? (isBuiltIn(name) ? name : null);
  if (kind === null) return null;
  // A key of the environment goes to no address that was set elsewhere.
  const stored = environment === undefined ? (row?.base_url ?? null) : null;
  const baseUrl = environment?.baseUrl ?? stored ?? defaultBaseUrls[kind];
  return {
    ...{ name, kind, base_url: baseUrl },
    is_local: stored === null ? baseUrl !== null && liesInOwnNetwork(baseUrl) : row?.is_local === true,
    // What the demo starts is its own.
    serves_itself: (isScripted(name) && environment !== undefined) || isDeclaredAt(baseUrl, row),
    is_enabled: row?.is_enabled ?? environment !== undefined,
    from_environment: environment !== undefined,
    limits: ProviderLimits.parse(row?.limits ?? {}),
    keep_alive: row?.keep_alive ?? null,
    key: await keyStateOf(core, { name, url: baseUrl, kept: storedUrl(kind, row) }, key),
    health: healthOf(state !== undefined && state.endpoint === baseUrl ? state : null),
    version: row?.version ?? 0,
  };
}

export async function getProviderIn(core: Core, db: Db, name: string): Promise<Provider> {
  const [row, key] = [await findProviderRow(db, name), await findKeyRow(db, name)];
  const provider = await describe(core, name, { row, key, state: await findProviderState(db, name) });
  if (provider) return provider;
  throw notFound('provider');
}

export const getProvider = (core: Core, name: string): Promise<Provider> =>
  getProviderIn(core, core.db, name);

/** All providers, those that are always there first. */
export async function listEveryProvider(core: Core): Promise<Provider[]> {
  const rows = new Map((await listProviderRows(core.db)).map((row) => [row.name, row]));
  const keys = new Map((await listKeyRows(core.db)).map((key) => [key.provider, key]));
  const states = new Map((await listProviderStates(core.db)).map((state) => [state.provider, state]));
  const names = [
    ...new Set<string>([...builtInProviders, ...core.environmentProviders.keys(), ...rows.keys()]),
  ];
  const all = await Promise.all(
    names.map((name) =>
      describe(core, name, { row: rows.get(name), key: keys.get(name), state: states.get(name) }),
    ),
  );
  return all.filter((provider) => provider !== null);
}

/** The same as a person may see it: only an administrator, of no one project, is told addresses and keys. */
export async function listProviders(core: Core, call: Call): Promise<Provider[]> {
  const known = await listEveryProvider(core);
  if (call.actor.kind === 'user' && call.actor.isAdmin && boundOf(call) === null) return known;
  return known.map((provider) => ({ ...provider, base_url: null, key: null }));
}
