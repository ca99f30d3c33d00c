import type { ListedModel, ModelOverride } from '@overmind/contracts/entities/model-catalogue';
import type { ProviderStatus } from '@overmind/contracts/entities/provider';
import { sql } from 'kysely';
import { type Db, type Tx, toJson } from '../../database.ts';
import type { RowOf } from '../../schema.ts';

export type ProviderStateRow = RowOf<'provider_states'>;

/** There is one for each provider, of which there are few. */
export const listProviderStates = (db: Db): Promise<ProviderStateRow[]> =>
  db.selectFrom('provider_states').selectAll().execute();

export const findProviderState = (db: Db, provider: string): Promise<ProviderStateRow | undefined> =>
  db.selectFrom('provider_states').selectAll().where('provider', '=', provider).executeTakeFirst();

export interface SeenState {
  provider: string;
  endpoint: string;
  status: ProviderStatus;
  latencyMs: number;
  error: string | null;
  /** Null: it did not say, so what it said before stays, unless that was at another address. */
  models: readonly ListedModel[] | null;
}

export async function putProviderState(db: Db, seen: SeenState): Promise<void> {
  const { provider, endpoint, status, latencyMs, error, models } = seen;
  const listed = models === null ? null : toJson(models);
  await sql`
    insert into provider_states as s (provider, endpoint, status, latency_ms, error, listed_at, models)
    values (${provider}, ${endpoint}, ${status}, ${latencyMs}, ${error},
      case when ${listed}::jsonb is null then null else now() end, coalesce(${listed}::jsonb, '[]'))
    on conflict (provider) do update set
      endpoint = excluded.endpoint, status = excluded.status, checked_at = now(),
      latency_ms = excluded.latency_ms, error = excluded.error,
      status_since = case when s.status = excluded.status and s.endpoint = excluded.endpoint
        then s.status_since else now() end,
      listed_at = case when ${listed}::jsonb is not null then now()
        when s.endpoint = excluded.endpoint then s.listed_at end,
      models = case when ${listed}::jsonb is not null then excluded.models
        when s.endpoint = excluded.endpoint then s.models else '[]' end`.execute(db);
}

export const deleteProviderState = async (tx: Tx, provider: string): Promise<void> => {
  await tx.deleteFrom('provider_states').where('provider', '=', provider).execute();
};

/** Each was entered by a person. */
export const listOverrides = (db: Db): Promise<RowOf<'model_overrides'>[]> =>
  db.selectFrom('model_overrides').selectAll().execute();

export const countOverrides = async (tx: Tx): Promise<number> => {
  const { count } = await tx
    .selectFrom('model_overrides')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
};

export const findOverrideVersion = async (tx: Tx, provider: string, model: string): Promise<number> => {
  const row = await tx
    .selectFrom('model_overrides')
    .select('version')
    .where('provider', '=', provider)
    .where('model', '=', model)
    .executeTakeFirst();
  return row?.version ?? 0;
};

export async function putOverride(
  tx: Tx,
  provider: string,
  model: string,
  settings: ModelOverride,
): Promise<void> {
  await tx
    .insertInto('model_overrides')
    .values({ provider, model, settings: toJson(settings) })
    .onConflict((conflict) =>
      conflict
        .columns(['provider', 'model'])
        .doUpdateSet({ settings: toJson(settings), version: sql`model_overrides.version + 1` }),
    )
    .execute();
}
