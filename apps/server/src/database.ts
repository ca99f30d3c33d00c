import { join } from 'node:path';
import type { Log } from '@overmind/core/log';
import { openDatabase } from '@overmind/db/database';
import { assertDurable } from '@overmind/db/durability';
import { startEmbeddedPostgres } from '@overmind/db/embedded/start';
import { migrate } from '@overmind/db/migrate';
import type { Config } from './config.ts';
import { StartError } from './data-folder.ts';

export interface ServerDatabase {
  connectionString: string;
  /** Resolves when an embedded server ends by itself. */
  ended: Promise<void>;
  stop(): Promise<void>;
}

const never = new Promise<void>(() => {});

async function startEmbedded(config: Config, log: Log): Promise<ServerDatabase> {
  const server = await startEmbeddedPostgres({
    dataDir: join(config.DATA_DIR, 'database'),
    log: (line) => log.debug(line),
  });
  let isStopping = false;
  const ended = server.exited.then(() => (isStopping ? never : undefined));
  const stop = async () => {
    isStopping = true;
    await server.stop();
  };
  return { connectionString: server.connectionString, ended, stop };
}

async function requireReachable(connectionString: string): Promise<void> {
  await using database = openDatabase({ connectionString, max: 1 });
  await database.pool.query('select 1').catch((error: unknown) => {
    throw new StartError(
      `The database of DATABASE_URL does not answer (${(error as Error).message}). Is it running, and is the URL right?`,
    );
  });
  await assertDurable((sql) => database.pool.query(sql));
}

/** The embedded database, or the one of DATABASE_URL; durable and migrated. */
export async function startDatabase(config: Config, log: Log): Promise<ServerDatabase> {
  const database =
    config.DATABASE_URL === undefined
      ? await startEmbedded(config, log)
      : { connectionString: config.DATABASE_URL, ended: never, stop: () => Promise.resolve() };
  try {
    await requireReachable(database.connectionString);
    await migrate(database.connectionString);
    return database;
  } catch (error) {
    await database.stop();
    throw error;
  }
}
