import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { RunJob } from '@overmind/contracts/entities/run';
import { execa } from 'execa';
import { Redactor, type SecretAutomaton } from '../output/redactor.ts';
import type { SpooledArtifact } from '../spool/run-spool.ts';
import { filtersOff, git, gitCommand } from './git.ts';
import { placeOf, type Workspace } from './worktree.ts';

export interface Changes {
  headCommit: string;
  filesChanged: number;
  insertions: number;
  deletions: number;
  /** Git's own table of files, for a person. */
  stat: string;
}

/**
 * Commits all that changed in the workspace on the run's branch, with plumbing only: no hook, no editor, no
 * signing. The parent is whatever commit the workspace stands on, so that commits made by the agent are kept.
 */
export async function commitChanges(workspace: Workspace, job: RunJob): Promise<Changes> {
  const place = placeOf(workspace);
  // Whoever held it is dead: the run's processes are gone.
  await rm(join(workspace.git_dir, 'index.lock'), { force: true });
  const call = { extraConfig: await filtersOff(place), timeoutMs: 600_000 };
  await git(['add', '--all', '--', '.'], place, call);
  const tree = await git(['write-tree'], place, call);
  const parent = await git(['rev-parse', '--verify', 'HEAD^{commit}'], place, { isRead: true });
  const parentTree = await git(['rev-parse', '--verify', `${parent}^{tree}`], place, { isRead: true });
  const head = tree === parentTree ? parent : await commitTree(workspace, job, tree, parent);
  await git(
    ['update-ref', '-m', `OvermindOps run ${job.run.id}`, `refs/heads/${workspace.branch}`, head],
    place,
    call,
  );
  return { headCommit: head, ...(await measure(workspace, head)) };
}

async function commitTree(workspace: Workspace, job: RunJob, tree: string, parent: string): Promise<string> {
  const name = `OvermindOps agent ${job.agent.name}`;
  const email = `${job.agent.name}@agents.overmind.invalid`;
  const env = {
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: email,
    GIT_COMMITTER_NAME: name,
    GIT_COMMITTER_EMAIL: email,
  };
  const title = job.task.title.replace(/\s+/g, ' ').trim() || job.task.key;
  const message = `${title}\n\nOvermind-Task: ${job.task.key}\nOvermind-Run: ${job.run.id}\n`;
  return git(['commit-tree', tree, '-p', parent, '-F', '-'], placeOf(workspace), { env, input: message });
}

const diffArgs = [
  'diff',
  '--no-color',
  '--no-ext-diff',
  '--no-textconv',
  '--find-renames',
  '--src-prefix=a/',
  '--dst-prefix=b/',
];

async function measure(workspace: Workspace, head: string): Promise<Omit<Changes, 'headCommit'>> {
  const range = ['--end-of-options', workspace.base_commit, head, '--'];
  const stat = await git([...diffArgs, '--stat=100', '--stat-count=40', ...range], placeOf(workspace), {
    isRead: true,
  });
  const count = (word: RegExp): number => Number(word.exec(stat.split('\n').at(-1) ?? '')?.[1] ?? 0);
  return {
    filesChanged: count(/(\d+) files? changed/),
    insertions: count(/(\d+) insertion/),
    deletions: count(/(\d+) deletion/),
    stat,
  };
}

/** Writes the unified diff of base to head, secrets redacted, into the run's folder. */
export async function writeDiff(
  workspace: Workspace,
  head: string,
  folder: string,
  secrets: SecretAutomaton,
): Promise<SpooledArtifact> {
  const args = [...diffArgs, '--patch', '--end-of-options', workspace.base_commit, head, '--'];
  const { file, argv, options } = gitCommand(args, placeOf(workspace), { isRead: true, timeoutMs: 600_000 });
  const child = execa(file, argv, { ...options, buffer: false, stripFinalNewline: false });
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const count = (bytes: Buffer): Buffer => {
    hash.update(bytes);
    sizeBytes += bytes.length;
    return bytes;
  };
  async function* redacted(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    const redactor = new Redactor(secrets);
    for await (const chunk of source) yield count(redactor.write(chunk));
    yield count(redactor.end());
  }
  await Promise.all([
    pipeline(child.stdout, redacted, createWriteStream(join(folder, 'changes.diff'), { mode: 0o600 })),
    child,
  ]);
  return {
    kind: 'diff',
    name: 'changes.diff',
    file: 'changes.diff',
    sha256: hash.digest('hex'),
    size_bytes: sizeBytes,
  };
}
