import type { ProviderKind } from '@overmind/contracts/entities/model';
import type { ProviderLimits } from '@overmind/contracts/entities/provider';
import { sql } from 'kysely';
import { type Db, type Tx, toJson } from '../../database.ts';
import type { RowOf } from '../../schema.ts';

export interface ProviderToStore {
  name: string;
  kind: ProviderKind;
  base_url: string | null;
  is_local: boolean;
  /** The origin of which was said that it passes nothing on. */
  serves_itself_at: string | null;
  is_enabled: boolean;
  limits: ProviderLimits;
  keep_alive: string | null;
}

/** Providers and their keys have one writer at a time; there are few of both. */
export async function lockProviders(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('model providers', 0))`.execute(tx);
}

export const listProviderRows = (db: Db): Promise<RowOf<'model_providers'>[]> =>
  db.selectFrom('model_providers').selectAll().orderBy('name').execute();

export const findProviderRow = (db: Db, name: string): Promise<RowOf<'model_providers'> | undefined> =>
  db.selectFrom('model_providers').selectAll().where('name', '=', name).executeTakeFirst();

export async function putProviderRow(tx: Tx, provider: ProviderToStore): Promise<void> {
  const { name, kind, base_url, is_local, serves_itself_at, is_enabled, keep_alive } = provider;
  const limits = toJson(provider.limits);
  const fields = { kind, base_url, is_local, serves_itself_at, is_enabled, keep_alive, limits };
  await tx
    .insertInto('model_providers')
    .values({ name, ...fields })
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet({ ...fields, version: sql`model_providers.version + 1` }),
    )
    .execute();
}

/** Counts a change of the key as one of the provider. */
export async function touchProviderRow(tx: Tx, name: string): Promise<void> {
  await tx
    .updateTable('model_providers')
    .set({ version: sql`version + 1` })
    .where('name', '=', name)
    .execute();
}

/** With its key. */
export async function deleteProviderRow(tx: Tx, name: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('model_providers')
    .where('name', '=', name)
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}

export const listKeyRows = (db: Db): Promise<RowOf<'provider_keys'>[]> =>
  db.selectFrom('provider_keys').selectAll().orderBy('provider').execute();

export const findKeyRow = (db: Db, provider: string): Promise<RowOf<'provider_keys'> | undefined> =>
  db.selectFrom('provider_keys').selectAll().where('provider', '=', provider).executeTakeFirst();

export async function putKeyRow(tx: Tx, key: Omit<RowOf<'provider_keys'>, 'set_at'>): Promise<void> {
  const { provider, ...fields } = key;
  await tx
    .insertInto('provider_keys')
    .values({ provider, ...fields })
    .onConflict((conflict) => conflict.column('provider').doUpdateSet({ ...fields, set_at: sql`now()` }))
    .execute();
}

/** The same key under another master key: it stays as old as it is. */
export async function resealKeyRow(
  tx: Tx,
  provider: string,
  sealed: Pick<RowOf<'provider_keys'>, 'master_key_id' | 'nonce' | 'sealed'>,
): Promise<void> {
  await tx.updateTable('provider_keys').set(sealed).where('provider', '=', provider).execute();
}

export async function deleteKeyRow(tx: Tx, provider: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('provider_keys')
    .where('provider', '=', provider)
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}
