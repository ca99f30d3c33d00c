/*
 * `node --import tsx crash-worker.ts <database> <folder>`, told over IPC which project's cycle is to die at which
 * point: runs them all at once, holds each where it is to die, and then ends itself as nothing can prevent.
 */
import { once } from 'node:events';
import { openDatabase } from '@overmind/db/database';
import { noSpeech } from '@overmind/speech/no-speech';
import { InProcessBus } from '../bus/in-process.ts';
import { defaultCoreSettings } from '../core.ts';
import { runCycles } from '../cycles/run.ts';
import { PasswordHasher } from '../identity/password.ts';
import { PgBossJobs } from '../jobs/pg-boss.ts';
import type { Log } from '../log.ts';
import { withModels } from '../models/open-models.ts';
import { Vault } from '../providers/vault/vault.ts';
import { GitStateCopies } from '../state/copy/git-copies.ts';
import { DiskStorage } from '../storage/disk.ts';

const [connectionString = '', storageRoot = ''] = process.argv.slice(2);
// Whoever started it is gone.
process.on('disconnect', () => process.exit(1));

const say = (level: string) => (detail: object | string) => console.error(level, detail);
const log: Log = { debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error') };
const bus = new InProcessBus();
const jobs = new PgBossJobs({ connectionString, bus, log, isWorker: false });

/** By project. */
let points = new Map<string, string>();
let arrived = 0;
const crashPoint = (name: string, projectId: string): Promise<void> | void => {
  if (name !== points.get(projectId)) return;
  arrived += 1;
  if (arrived === points.size) process.kill(process.pid, 'SIGKILL');
  return new Promise(() => {});
};

const core = withModels({
  db: openDatabase({ connectionString, max: 40 }).db,
  ...{ bus, jobs, log, crashPoint },
  storage: new DiskStorage(storageRoot),
  stateCopies: new GitStateCopies(storageRoot),
  speech: noSpeech,
  hasher: new PasswordHasher(),
  vault: new Vault(storageRoot),
  environmentProviders: new Map(),
  settings: defaultCoreSettings,
});
await jobs.start();
const told = once(process, 'message');
process.send?.('ready');
const [sent] = (await told) as [[string, string][]];
points = new Map(sent);
const live = async ([projectId, point]: [string, string]): Promise<never> => {
  await runCycles(core, projectId);
  throw new Error(`No cycle of ${projectId} came to the point "${point}".`);
};
await Promise.all([...points].map(live));
