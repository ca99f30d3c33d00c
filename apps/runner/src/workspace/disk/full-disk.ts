import { setTimeout as pause } from 'node:timers/promises';
import type { Limits } from '../../limits.ts';
import type { WorkspaceRoom } from '../room.ts';
import { freeBytes } from './measure.ts';

export interface FullDiskWatch {
  room: Pick<WorkspaceRoom, 'dataDir' | 'mutex' | 'disk'>;
  limits: Pick<Limits, 'diskCriticalBytes'>;
  /** Gives back what the run holds. Called once at most. */
  onFull: () => Promise<void>;
}

const lookEveryMs = 1_000;

/**
 * Looks after the disk while a run goes on. On a full one the run's log waits for space that its own workspace holds,
 * so nothing would ever end: caches and kept workspaces are given up first, then this run. Runs give up one after
 * the other, only as many as it takes.
 */
export function watchFullDisk({ room, limits, onFull }: FullDiskWatch): AsyncDisposable {
  const over = new AbortController();
  const isCritical = async () => (await freeBytes(room.dataDir)) < limits.diskCriticalBytes;
  const look = async (): Promise<boolean> => {
    if (!(await isCritical())) return false;
    return room.mutex.run('full disk', async () => {
      // What cannot be removed keeps no run from being ended for the room that it takes.
      await room.disk.makeRoom().catch(() => {});
      if (over.signal.aborted || !(await isCritical())) return false;
      // What cannot be given back stays; the run is ended all the same.
      await onFull().catch(() => {});
      return true;
    });
  };
  const watching = (async () => {
    while (!over.signal.aborted && !(await look()))
      await pause(lookEveryMs, undefined, { signal: over.signal }).catch(() => {}); // The run is over.
  })();
  // Rejects only where the disk cannot be asked; it is heard of when the run is over.
  watching.catch(() => {});
  return {
    [Symbol.asyncDispose]: async () => {
      over.abort();
      await watching;
    },
  };
}
