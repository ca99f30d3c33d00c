import type { Database } from '@overmind/db/database';
import { longestReplyMs } from '@overmind/domain/discussions/flow/limits';
import type { Speech } from '@overmind/speech/speech';
import type { Bus } from './bus/bus.ts';
import type { PasswordHasher } from './identity/password.ts';
import type { Jobs } from './jobs/jobs.ts';
import type { Log } from './log.ts';
import type { Models } from './models/models.ts';
import type { EnvironmentProviders } from './providers/environment.ts';
import type { Vault } from './providers/vault/vault.ts';
import type { StateCopies } from './state/copy/copies.ts';
import type { Storage } from './storage/storage.ts';

export interface CoreSettings {
  /** How long a lease holds without renewal. */
  leaseMs: number;
  heartbeatMs: number;
  sessionIdleMs: number;
  sessionMaxMs: number;
  /** How long stored events can be resumed from. */
  eventRetentionDays: number;
  /** How long a model that helps to plan is waited for. */
  plannerMs: number;
  /** How long a reply in a discussion is waited for, whoever is asked for it. */
  replyMs: number;
  /** The largest recording that is taken. */
  recordingMaxBytes: number;
  /** The largest archive of a project that is made and taken, unpacked. */
  archiveMaxBytes: number;
}

export const defaultCoreSettings: CoreSettings = {
  leaseMs: 30_000,
  heartbeatMs: 10_000,
  sessionIdleMs: 12 * 3_600_000,
  sessionMaxMs: 7 * 24 * 3_600_000,
  eventRetentionDays: 7,
  plannerMs: 8_000,
  replyMs: longestReplyMs,
  recordingMaxBytes: 500 * 1024 * 1024,
  archiveMaxBytes: 16 * 1024 ** 3,
};

/** What every use case works with; wired once by an app. */
export interface Core {
  db: Database;
  bus: Bus;
  jobs: Jobs;
  storage: Storage;
  stateCopies: StateCopies;
  /** Hears and speaks, or says why it cannot. */
  speech: Speech;
  hasher: PasswordHasher;
  /** Seals what is secret in the database. */
  vault: Vault;
  /** Providers of models that are set where this process runs. */
  environmentProviders: EnvironmentProviders;
  /** Every call of a language model goes through it; see `withModels`. */
  models: Models;
  settings: CoreSettings;
  log: Log;
  /** Called between any two moments at which the worker of a project's cycle may die; tests end the process there. */
  crashPoint?: (name: string, projectId: string) => void | Promise<void>;
}
