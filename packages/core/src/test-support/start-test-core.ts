import { join } from 'node:path';
import { type OpenDatabase, openDatabase } from '@overmind/db/database';
import { noSpeech } from '@overmind/speech/no-speech';
import type { Speech } from '@overmind/speech/speech';
import { createTestDatabase } from '@overmind/testing/postgres';
import { createTempFolder } from '@overmind/testing/temp-folder';
import type { Bus } from '../bus/bus.ts';
import { InProcessBus } from '../bus/in-process.ts';
import { RedisBus } from '../bus/redis.ts';
import { type Core, type CoreSettings, defaultCoreSettings } from '../core.ts';
import { PasswordHasher } from '../identity/password.ts';
import { jobHandlers } from '../jobs/handlers.ts';
import type { JobHandlers } from '../jobs/jobs.ts';
import { PgBossJobs } from '../jobs/pg-boss.ts';
import type { Log } from '../log.ts';
import { withModels } from '../models/open-models.ts';
import { Vault } from '../providers/vault/vault.ts';
import { GitStateCopies } from '../state/copy/git-copies.ts';
import { DiskStorage } from '../storage/disk.ts';

export interface TestCore extends AsyncDisposable {
  core: Core;
  /** For looking into the database and for holding locks beside the core. */
  database: OpenDatabase;
  url: string;
  storageRoot: string;
  /** Begins working on jobs; without it they only lie in their queue. */
  work(handlers?: Partial<JobHandlers>): Promise<void>;
  stop(): Promise<void>;
}

const ignore = () => {};
export const silentLog: Log = { debug: ignore, info: ignore, warn: ignore, error: ignore };

/** In the second set the bus is a real Redis, else it is the one of a single process. */
async function startBus(databaseName: string): Promise<Bus> {
  const url = process.env['TEST_REDIS_URL'];
  const bus = url ? new RedisBus(url, silentLog, `${databaseName}:`) : new InProcessBus();
  await bus.start();
  return bus;
}

/** A whole core on a database, a queue and a storage folder of its own. The caller stops it. */
export async function startTestCore(
  settings: Partial<CoreSettings> = {},
  speech: Speech = noSpeech,
): Promise<TestCore> {
  const testDatabase = await createTestDatabase();
  const folder = await createTempFolder();
  const bus = await startBus(testDatabase.name);
  const database = openDatabase({ connectionString: testDatabase.url, max: 20 });
  const jobs = new PgBossJobs({
    connectionString: testDatabase.url,
    bus,
    log: silentLog,
    isWorker: true,
  });
  await jobs.start();
  const storageRoot = join(folder.path, 'storage');
  const core = withModels({
    db: database.db,
    bus,
    jobs,
    storage: new DiskStorage(storageRoot),
    stateCopies: new GitStateCopies(storageRoot),
    speech,
    hasher: new PasswordHasher(),
    vault: new Vault(folder.path),
    environmentProviders: new Map(),
    settings: { ...defaultCoreSettings, ...settings },
    log: silentLog,
  });
  const stop = async () => {
    await core.models[Symbol.asyncDispose]();
    await jobs.stop();
    await bus.stop();
    await database.close();
    await testDatabase.drop();
    await folder.remove();
  };
  const work = (handlers: Partial<JobHandlers> = {}) => jobs.work({ ...jobHandlers(core), ...handlers });
  return {
    core,
    database,
    url: testDatabase.url,
    storageRoot,
    work,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}
