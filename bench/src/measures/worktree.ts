import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { makeJob } from '../../../apps/runner/src/test-support/job.ts';
import { makeRepository, runGit } from '../../../apps/runner/src/test-support/repository.ts';
import { commitChanges } from '../../../apps/runner/src/workspace/changes/commit.ts';
import { Lanes } from '../../../apps/runner/src/workspace/lanes.ts';
import { KeyedMutex } from '../../../apps/runner/src/workspace/mutex.ts';
import { openRepository, type Repository } from '../../../apps/runner/src/workspace/repository.ts';
import { AllowedRoots } from '../../../apps/runner/src/workspace/roots.ts';
import { RunSnapshots } from '../../../apps/runner/src/workspace/snapshot/run-snapshots.ts';
import { addWorktree, removeWorktree } from '../../../apps/runner/src/workspace/worktree.ts';
import type { Installation } from '../installation.ts';
import type { Figure } from '../result.ts';
import { ms, spreadOf } from '../stats.ts';

const files = 5_000;
const parallel = 10;

/** As a runner's own. */
interface Turns {
  mutex: KeyedMutex;
  lanes: Lanes;
}

interface Costs {
  add: number;
  commit: number;
  remove: number;
}

/** What the workspace of a run costs in a repository of 5,000 files: alone, and for ten runs at once. */
export async function measureWorktree({ folder }: Installation, rounds: number): Promise<Figure[]> {
  const place = join(folder, 'worktrees');
  const repository = await makeLarge(join(place, 'large'));
  const turns = { mutex: new KeyedMutex(), lanes: new Lanes(availableParallelism()) };
  const alone: Costs[] = [];
  const raw: number[] = [];
  // In turns, because what else the machine does falls on both alike then.
  for (let round = 0; round < rounds; round++) {
    raw.push(await addRaw(repository.path, join(place, `raw-${round}`)));
    alone.push(await useOne(place, repository, turns, `ONE-${round}`));
  }
  const startedAt = performance.now();
  const keys = Array.from({ length: parallel }, (_none, index) => `TEN-${index}`);
  const together = await Promise.all(keys.map((key) => useOne(place, repository, turns, key)));
  const allMs = performance.now() - startedAt;
  return [
    figure(
      `worktree of ${files} files: add / commit one change / remove`,
      alone,
      `git worktree add ${ms(spreadOf(raw).p50)} ms`,
      'add ≤ 1.1 × git',
    ),
    figure(`the same for ${parallel} runs at once, each`, together, `${ms(allMs)} ms for all`),
  ];
}

function figure(what: string, costs: readonly Costs[], beside: string, goal = ''): Figure {
  const middle = (field: keyof Costs) => spreadOf(costs.map((cost) => cost[field])).p50;
  const [add, commit, remove] = [middle('add'), middle('commit'), middle('remove')];
  const value = `${ms(add)} / ${ms(commit)} / ${ms(remove)} ms`;
  return { what, value, goal, beside, data: { add, commit, remove } };
}

async function makeLarge(path: string): Promise<Repository> {
  const names = Array.from({ length: files }, (_none, index) => `src/${index % 100}/file-${index}.ts`);
  await makeRepository(path, Object.fromEntries(names.map((name) => [name, `${name}\n`.repeat(40)])));
  const roots = new AllowedRoots();
  await roots.set([path], () => {});
  const repository = await openRepository(path, roots);
  if (!repository.ok) throw new Error(repository.detail);
  return repository;
}

async function addRaw(repository: string, path: string): Promise<number> {
  const startedAt = performance.now();
  await runGit(repository, 'worktree', 'add', '--quiet', '--detach', path);
  const tookMs = performance.now() - startedAt;
  await runGit(repository, 'worktree', 'remove', '--force', path);
  return tookMs;
}

async function useOne(
  place: string,
  repository: Repository,
  { mutex, lanes }: Turns,
  key: string,
): Promise<Costs> {
  const job = makeJob({ repoPath: repository.path, key });
  const recordIn = join(place, `run-${key}`);
  await mkdir(recordIn, { recursive: true });
  const startedAt = performance.now();
  const workspace = await addWorktree({
    ...{
      repository,
      path: join(place, key),
      branch: job.run.branch,
      baseBranch: null,
      recordIn,
      mutex,
      lanes,
    },
    signal: new AbortController().signal,
  });
  const addedAt = performance.now();
  await using snapshots = new RunSnapshots({ workspace, isAdopted: false, folder: recordIn, say: () => {} });
  await snapshots.begin();
  await snapshots.afterSetup({ wroteNothing: true });
  await writeFile(join(workspace.path, 'src/0/file-0.ts'), 'changed\n');
  await snapshots.afterWork();
  const tree = await snapshots.tree();
  await commitChanges(workspace, job, { tree, folder: recordIn, maySecret: () => false });
  const committedAt = performance.now();
  await removeWorktree(workspace, mutex);
  const removedAt = performance.now();
  return { add: addedAt - startedAt, commit: committedAt - addedAt, remove: removedAt - committedAt };
}
