import { git } from './git.ts';
import type { Held } from './import-versions.ts';
import { listCommits } from './verify.ts';

const prefix = 'refs/heads/diverged/';

export interface Refs {
  main: string | null;
  /** Names of branches that hold what was set aside. */
  diverged: string[];
}

export async function readRefs(gitDir: string): Promise<Refs> {
  const printed = await git(gitDir, ['for-each-ref', '--format=%(objectname) %(refname)', 'refs/heads/']);
  const refs: Refs = { main: null, diverged: [] };
  for (const line of printed.split('\n')) {
    const [hash = '', name = ''] = line.split(' ');
    if (name === 'refs/heads/main') refs.main = hash;
    else if (name.startsWith(prefix)) refs.diverged.push(name.slice('refs/heads/'.length));
  }
  return refs;
}

/** Keeps the foreign history under a branch of its own; the main one ends where it and the database agree. */
export async function setAside(gitDir: string, main: string, agreed: Held, now: Date): Promise<void> {
  const printed = await git(gitDir, ['for-each-ref', '--format=%(refname)', 'refs/tags/v*']);
  const tags = printed
    .split('\n')
    .filter((name) => Number(name.slice('refs/tags/v'.length)) > agreed.version);
  const name = `${prefix}${now.toISOString().replace(/[:.]/g, '-')}`;
  const commands = [
    `create ${name} ${main}\n`,
    ...tags.map((tag) => `delete ${tag}\n`),
    agreed.head === null
      ? `delete refs/heads/main ${main}\n`
      : `update refs/heads/main ${agreed.head} ${main}\n`,
  ];
  await git(gitDir, ['update-ref', '--stdin'], commands.join(''));
}

const maxCommits = 1_000;
const maxBranches = 5;

function spell(versions: number[]): string {
  const ranges: [number, number][] = [];
  for (const version of [...new Set(versions)].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last && last[1] === version - 1) last[1] = version;
    else ranges.push([version, version]);
  }
  const words = ranges.slice(0, 10).map(([from, to]) => (from === to ? `${from}` : `${from} to ${to}`));
  return `${versions.length === 1 ? 'version' : 'versions'} ${words.join(', ')}`;
}

async function describeBranch(gitDir: string, branch: string): Promise<string> {
  const range = [`refs/heads/${branch}`, '^refs/heads/main'];
  const commits = await listCommits(gitDir, range, maxCommits);
  const versions = commits.flatMap((commit) => (commit.version === null ? [] : [commit.version]));
  const foreign = commits.length - versions.length;
  const parts = [
    versions.length > 0 ? `${spell(versions)} as the database does not have them` : '',
    foreign > 0 ? `${foreign} ${foreign === 1 ? 'commit' : 'commits'} that OvermindOps did not make` : '',
  ].filter((part) => part !== '');
  return `Branch ${branch} holds ${parts.join(' and ') || 'nothing more than the database'}.`;
}

/** What stands beside the database's history, for a person; null when nothing does. */
export async function describeDivergence(
  gitDir: string,
  branches: readonly string[],
): Promise<string | null> {
  if (branches.length === 0) return null;
  const told: string[] = [];
  for (const branch of branches.slice(-maxBranches)) told.push(await describeBranch(gitDir, branch));
  return `The Git copy and the database did not agree: the database was restored to an earlier state, or someone committed to the copy. ${told.join(' ')} Nothing of it was taken into the database. Look at it, then delete the branch to settle this.`;
}
