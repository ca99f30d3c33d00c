/** The smallest part of a `pg` pool or client that a check needs. */
export type Query = (sql: string) => Promise<{ rows: Record<string, unknown>[] }>;

export class UnsafeDatabaseError extends Error {
  override name = 'UnsafeDatabaseError';
}

const OLDEST_VERSION = 15;
const NEEDED_SETTINGS = ['fsync', 'synchronous_commit', 'full_page_writes'];

/**
 * Throws an `UnsafeDatabaseError` when a commit that this server acknowledges could be lost (guarantee 1),
 * or when it is older than PostgreSQL 15.
 */
export async function assertDurable(query: Query): Promise<void> {
  const columns = NEEDED_SETTINGS.map((name) => `current_setting('${name}') as ${name}`);
  const { rows } = await query(
    `select ${columns.join(', ')}, current_setting('server_version_num') as version`,
  );
  const found = rows[0] ?? {};
  const major = Math.floor(Number(found['version']) / 10_000);
  if (!(major >= OLDEST_VERSION)) {
    throw new UnsafeDatabaseError(
      `The database is PostgreSQL ${major}: PostgreSQL ${OLDEST_VERSION} or newer is needed.`,
    );
  }
  const off = NEEDED_SETTINGS.filter((name) => found[name] === 'off');
  if (off.length === 0) return;
  const statements = off.map((name) => `alter system set ${name} = on;`).join(' ');
  throw new UnsafeDatabaseError(
    `The database runs with ${off.join(' and ')} off: a crash could lose or destroy work that was already confirmed. ` +
      `Turn it on (as its superuser: ${statements} select pg_reload_conf();) and check that no role or database overrides it.`,
  );
}
