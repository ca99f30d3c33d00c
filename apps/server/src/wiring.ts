import type { Bus } from '@overmind/core/bus/bus';
import { InProcessBus } from '@overmind/core/bus/in-process';
import { RedisBus } from '@overmind/core/bus/redis';
import { type Core, defaultCoreSettings } from '@overmind/core/core';
import { PasswordHasher } from '@overmind/core/identity/password';
import { PgBossJobs } from '@overmind/core/jobs/pg-boss';
import type { Log } from '@overmind/core/log';
import { withModels } from '@overmind/core/models/open-models';
import { environmentProviders, type ProviderVariables } from '@overmind/core/providers/environment';
import { Vault } from '@overmind/core/providers/vault/vault';
import { GitStateCopies } from '@overmind/core/state/copy/git-copies';
import { DiskStorage } from '@overmind/core/storage/disk';
import { openDatabase } from '@overmind/db/database';
import type { Speech } from '@overmind/speech/speech';
import type { Config } from './config.ts';

type CoreConfig = Pick<
  Config,
  | ('DATA_DIR' | 'REDIS_URL' | 'REDIS_PREFIX' | 'ROLE' | 'LEASE_MS' | 'HEARTBEAT_MS')
  | ('RECORDING_MAX_MB' | 'ARCHIVE_MAX_MB')
  | keyof ProviderVariables
>;

/** Wires everything that use cases need, once. `stop` ends calls of models, jobs, bus and connections in that order. */
export async function startCore(
  config: CoreConfig,
  connectionString: string,
  log: Log,
  speech: Speech,
): Promise<{ core: Core; stop(): Promise<void> }> {
  const { REDIS_URL, REDIS_PREFIX } = config;
  const bus: Bus = REDIS_URL === undefined ? new InProcessBus() : new RedisBus(REDIS_URL, log, REDIS_PREFIX);
  await bus.start();
  const database = openDatabase({
    connectionString,
    max: 20,
    onError: ({ message }) => log.warn({ reason: message }, 'a database connection broke'),
  });
  const jobs = new PgBossJobs({ connectionString, bus, log, isWorker: config.ROLE.includes('worker') });
  await jobs.start();
  const core = withModels({
    db: database.db,
    bus,
    jobs,
    storage: new DiskStorage(config.DATA_DIR),
    stateCopies: new GitStateCopies(config.DATA_DIR),
    hasher: new PasswordHasher(),
    vault: new Vault(config.DATA_DIR),
    environmentProviders: environmentProviders(config),
    speech,
    settings: {
      ...{ ...defaultCoreSettings, leaseMs: config.LEASE_MS, heartbeatMs: config.HEARTBEAT_MS },
      recordingMaxBytes: config.RECORDING_MAX_MB * 1024 * 1024,
      archiveMaxBytes: config.ARCHIVE_MAX_MB * 1024 * 1024,
    },
    log,
  });
  const stop = async () => {
    // First: what a job waits for from a model must not hold the stop up.
    await core.models[Symbol.asyncDispose]();
    await jobs.stop();
    await bus.stop();
    await database.close();
  };
  return { core, stop };
}
