import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Run } from '@overmind/contracts/entities/run';
import { git } from '../repository.ts';

interface Marked {
  pid: number;
  command: string;
}

/** Live processes that carry the marker of one of the runs. */
export function processesOfRuns(runs: readonly Run[]): Marked[] {
  const markers = runs.map(({ id }) => `OVERMIND_RUN_ID=${id}`);
  return readdirSync('/proc').flatMap((name) => {
    try {
      const environment = readFileSync(`/proc/${name}/environ`, 'utf8').split('\0');
      if (!markers.some((marker) => environment.includes(marker))) return [];
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
      return [{ pid: Number(name), command }];
    } catch {
      return []; // Not a process, or it has ended.
    }
  });
}

interface Kept {
  workspace: { path: string; branch: string };
}

/** Workspaces that a runner keeps on purpose, for a session that may be gone on with. */
function keptBy(dataDir: string): Kept[] {
  const folder = join(dataDir, 'kept');
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
    return names.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Kept);
  } catch {
    return []; // Nothing was ever kept.
  }
}

/** What nobody keeps on purpose: worktrees, and branches that hold no commit and are no result. */
export async function litterIn(
  repository: string,
  dataDirs: readonly string[],
  runs: readonly Run[],
): Promise<string[]> {
  const kept = dataDirs.flatMap(keptBy).map(({ workspace }) => workspace);
  const listed = (await git(repository, 'worktree', 'list', '--porcelain')).split('\n');
  const worktrees = listed.flatMap((line) => (line.startsWith('worktree ') ? [line.slice(9)] : []));
  const listEmpty = ['for-each-ref', '--format=%(refname:short)', '--merged=main', 'refs/heads'];
  const branches = (await git(repository, ...listEmpty)).split('\n');
  const results = runs.filter((run) => run.head_commit !== null).map((run) => run.branch);
  const known = [repository, 'main', ...results, ...kept.flatMap(({ path, branch }) => [path, branch])];
  const folders = dataDirs.flatMap((dataDir) => {
    const folder = join(dataDir, 'worktrees');
    return readdirSync(folder).map((name) => join(folder, name));
  });
  return [...new Set([...worktrees, ...branches, ...folders])].filter((each) => !known.includes(each));
}
