import pg from 'pg';

/** A lock that lasts as long as its own connection; null while another session holds it. */
export async function holdLock(
  connectionString: string,
  key: number,
): Promise<{ release(): Promise<void> } | null> {
  const client = new pg.Client({ connectionString, application_name: 'overmind-lock', keepAlive: true });
  // When the database goes away the lock goes with it; whoever uses the database notices by itself.
  client.on('error', () => {});
  await client.connect();
  const { rows } = await client.query<{ locked: boolean }>('select pg_try_advisory_lock($1) as locked', [
    key,
  ]);
  if (rows[0]?.locked === true) return { release: () => client.end() };
  await client.end();
  return null;
}
