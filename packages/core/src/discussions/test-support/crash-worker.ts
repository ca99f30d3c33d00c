/*
 * `node --import tsx crash-worker.ts <database> <folder>`, told over IPC which discussion is to die at which point:
 * drives them all at once, holds each where it is to die, and then ends itself as nothing can prevent.
 */
import { once } from 'node:events';
import { openDatabase } from '@overmind/db/database';
import { noSpeech } from '@overmind/speech/no-speech';
import { InProcessBus } from '../../bus/in-process.ts';
import { defaultCoreSettings } from '../../core.ts';
import { PasswordHasher } from '../../identity/password.ts';
import { PgBossJobs } from '../../jobs/pg-boss.ts';
import type { Log } from '../../log.ts';
import { withModels } from '../../models/open-models.ts';
import { Vault } from '../../providers/vault/vault.ts';
import { GitStateCopies } from '../../state/copy/git-copies.ts';
import { DiskStorage } from '../../storage/disk.ts';
import { userCall } from '../../test-support/makers.ts';
import { decideDiscussion } from '../decide.ts';
import { follow } from './course.ts';

const [connectionString = '', storageRoot = ''] = process.argv.slice(2);
// Whoever started it is gone.
process.on('disconnect', () => process.exit(1));

const say = (level: string) => (detail: object | string) => console.error(level, detail);
const log: Log = { debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error') };
const bus = new InProcessBus();
const jobs = new PgBossJobs({ connectionString, bus, log, isWorker: false });

export interface Doom {
  projectId: string;
  /** Who does there what people do. */
  userId: string;
  discussionId: string;
  point: string;
  /** What is made of its decision; null where it is to come to one. */
  decides: 'tasks' | 'spec' | null;
}

let dooms: Doom[] = [];
const arrived = new Set<string>();
const crashPoint = (name: string, projectId: string): Promise<void> | void => {
  if (!dooms.some((doom) => doom.projectId === projectId && doom.point === name)) return;
  arrived.add(projectId);
  if (arrived.size === dooms.length) process.kill(process.pid, 'SIGKILL');
  return new Promise(() => {});
};

const core = withModels({
  db: openDatabase({ connectionString, max: 60 }).db,
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
const [sent] = (await told) as [Doom[]];
dooms = sent;
const live = async ({ discussionId, projectId, userId, point, decides }: Doom): Promise<never> => {
  const call = userCall(userId);
  if (decides === null) await follow(core, call, discussionId);
  else {
    await decideDiscussion(core, call, discussionId, { to: decides });
    await crashPoint(`after ${decides}`, projectId);
  }
  throw new Error(`No discussion came to the point "${point}".`);
};
await Promise.all(dooms.map(live));
