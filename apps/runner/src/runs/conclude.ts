import { messageOf } from '../log.ts';
import { type RunEnd, type RunSpool, readJob } from '../spool/run-spool.ts';
import { forsakeWorkspace, releaseWorkspace } from '../workspace/release.ts';
import { removeTree } from '../workspace/remove-tree.ts';
import { type Delivery, deliver } from './deliver.ts';
import type { RunSetting } from './run-setting.ts';

/** What a run holds that is over here. */
export interface Held {
  spool: RunSpool;
  setting: Pick<RunSetting, 'agents' | 'workspaces'>;
  delivery: Delivery;
}

/** Between a run and the server, until all of it is told. */
export interface Telling {
  /** Resolves when the server has the log and the transcript. */
  drained: () => Promise<void>;
  signal: AbortSignal;
  close: () => void;
  isLost: () => boolean;
}

/**
 * Gives up the home and the workspace of a run; those that may be gone on with are kept. Never rejects; false when the
 * workspace is still the run's.
 */
export async function giveBack(end: RunEnd | null, held: Held): Promise<boolean> {
  const { spool, setting, delivery } = held;
  await leaveHome(end, held);
  try {
    await releaseWorkspace(spool.folder, spool.job, end, setting.workspaces);
    return true;
  } catch (error) {
    const sentence = 'A workspace could not be given up yet; it is tried again.';
    delivery.log('warn', sentence, { run_id: spool.job.run.id, error: messageOf(error) });
    return false;
  }
}

/** One that cannot be removed keeps nothing else from its end. */
export async function leaveHome(end: RunEnd | null, { spool, setting, delivery }: Held): Promise<void> {
  const { id } = spool.job.run;
  try {
    await setting.agents.homes.leave(id, { keep: end?.kind !== 'complete' });
  } catch (error) {
    const sentence = 'The home of a coding agent could not be removed.';
    delivery.log('warn', sentence, { run_id: id, error: messageOf(error) });
  }
}

/**
 * Tells how a run ended, and closes its spool. That goes last: until the workspace is given up, `isGivenBack`, it is
 * what the next start would find it by. Never rejects.
 */
export async function conclude(
  end: RunEnd | null,
  held: Held,
  telling: Telling,
  isGivenBack: Promise<boolean>,
): Promise<void> {
  const { spool, delivery } = held;
  try {
    const { drained, signal } = telling;
    // Whoever goes on with it may be given the run at once, and is to find what this one left.
    if (end?.kind === 'release') await isGivenBack;
    const outcome = end === null ? 'lost' : await deliver(end, spool, drained(), delivery, signal);
    telling.close();
    const told = outcome === 'kept' && telling.isLost() ? 'lost' : outcome;
    if (await isGivenBack) await closeSpool(told, end, held);
    else await leaveForLater(told, end, held);
  } catch (error) {
    // What it holds of the runner's budget is not to be missing to others.
    await spool.close().catch(() => {});
    const sentence = 'The spool of a run could not be closed.';
    delivery.log('error', sentence, { run_id: spool.job.run.id, error: messageOf(error) });
  }
}

type Told = 'delivered' | 'lost' | 'kept';

async function closeSpool(told: Told, end: RunEnd | null, { spool, setting }: Held): Promise<void> {
  if (told === 'delivered') return spool.remove();
  if (told === 'kept') return spool.close();
  // One that was handed back, or never ended, may hold work that only this runner has.
  if (end?.kind === 'complete') await forsakeWorkspace(spool.folder, setting.workspaces);
  await spool.markOver('The server gave this run to someone else.');
}

/** The spool stays, as the one record of the workspace; of what is told nothing is told again. */
async function leaveForLater(told: Told, end: RunEnd | null, held: Held): Promise<void> {
  const { spool, setting } = held;
  const { folder, job } = spool;
  if (told === 'kept') return spool.close();
  const giveUp = async (): Promise<void> => {
    // The run may be here again, under another lease.
    if ((await readJob(folder))?.lease_token !== job.lease_token) return;
    await releaseWorkspace(folder, job, end, setting.workspaces);
    if (told === 'delivered') await removeTree(folder);
    else if (end?.kind === 'complete') await forsakeWorkspace(folder, setting.workspaces);
  };
  // Only then: trying again may remove the folder.
  await spool
    .markOver('It is over, and its workspace could not be given up yet.')
    .finally(() => setting.workspaces.leftovers.add(job, giveUp));
}
