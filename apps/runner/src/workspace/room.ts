import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Limits } from '../limits.ts';
import { CacheStore } from './disk/caches.ts';
import { DiskBudget } from './disk/disk-budget.ts';
import { KeptWorkspaces } from './disk/kept.ts';
import { Lanes } from './lanes.ts';
import { Leftovers } from './leftovers.ts';
import type { KeyedMutex } from './mutex.ts';
import { PortPool } from './ports.ts';

/** Everything on a runner's disk that workspaces are made of and kept in, shared by all its runs. */
export interface WorkspaceRoom {
  dataDir: string;
  worktreesDir: string;
  runsDir: string;
  /** The homes of coding agents. */
  agentsDir: string;
  /** Of a repository by its common folder, of a workspace by its path; who holds both took the workspace first. */
  mutex: KeyedMutex;
  /** For writing the files of worktrees. */
  lanes: Lanes;
  /** Ids of the runs that have a workspace now. */
  live: Set<string>;
  ports: PortPool;
  caches: CacheStore;
  kept: KeptWorkspaces;
  leftovers: Leftovers;
  disk: DiskBudget;
}

export function openWorkspaceRoom(
  dataDir: string,
  limits: Pick<Limits, 'diskBudgetBytes' | 'diskFloorBytes'>,
  mutex: KeyedMutex,
): WorkspaceRoom {
  const place = (name: string): string => join(dataDir, name);
  const caches = new CacheStore(place('caches'));
  const kept = new KeptWorkspaces(place('kept'), mutex);
  const folderNames = {
    worktreesDir: place('worktrees'),
    runsDir: place('runs'),
    agentsDir: place('agents'),
  };
  const folders = [...Object.values(folderNames), place('caches'), place('kept')];
  const { diskBudgetBytes: budgetBytes, diskFloorBytes: floorBytes } = limits;
  const disk = new DiskBudget({ dataDir, folders, budgetBytes, floorBytes, caches, kept });
  const lanes = new Lanes(availableParallelism());
  return {
    ...{ dataDir, ...folderNames, mutex, lanes, live: new Set() },
    ...{ ports: new PortPool(), caches, kept, leftovers: new Leftovers(), disk },
  };
}
