import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../log.ts';
import { tryGit } from '../workspace/git.ts';
import { placeOf, type Workspace } from '../workspace/worktree.ts';
import { borrowObjects, copyAsOneCommit } from './agent-objects.ts';
import type { Mount } from './sandbox.ts';

/**
 * A git directory for the agent alone, in the place of the real one: its own index, refs, config, hooks and new
 * objects, and the repository's objects to read. Whatever an agent does with git works and stays in here, so the
 * runner, which commits with the real directory, never opens one that an agent could write.
 */
export interface AgentGit {
  folder: string;
  mounts: Mount[];
}

/** Settings of the repository that decide how files in a checkout look. */
const lookOfFiles = '^core\\.(autocrlf|eol|safecrlf|ignorecase|symlinks|filemode|precomposeunicode)$';

export interface AgentGitOptions {
  workspace: Workspace;
  /** Where it will stand; must exist and be empty. */
  folder: string;
  agent: string;
  /** Tracked files whose content the agent may not have, by any way. */
  hidden: readonly string[];
}

export async function makeAgentGit({ workspace, folder, agent, hidden }: AgentGitOptions): Promise<AgentGit> {
  const { common_dir: common, git_dir: real, branch, path } = workspace;
  for (const name of ['refs/heads', 'objects/info', 'objects/pack', 'info', 'hooks'])
    await mkdir(join(folder, name), { recursive: true, mode: 0o700 });
  await copyIfThere(join(real, 'index'), join(folder, 'index'));
  if (hidden.length === 0) await copyIfThere(join(common, 'shallow'), join(folder, 'shallow'));
  const { refs, mounts } =
    hidden.length === 0
      ? await borrowObjects(workspace, folder)
      : await copyAsOneCommit(workspace, folder, hidden);
  const pointer = `${folder}-pointer`;
  await Promise.all([
    writeFile(join(folder, 'HEAD'), `ref: refs/heads/${branch}\n`),
    writeFile(join(folder, 'packed-refs'), refs === '' ? '' : `${refs}\n`),
    writeFile(join(folder, 'config'), await configFor(workspace, agent)),
    copyIfThere(join(common, 'info/exclude'), join(folder, 'info/exclude')),
    writeFile(pointer, `gitdir: ${folder}\n`),
  ]);
  return {
    folder,
    mounts: [
      ...mounts,
      { kind: 'write', path: folder },
      { kind: 'read', path: join(path, '.git'), from: pointer },
    ],
  };
}

/** No remote is among it: their addresses may hold passwords, and an agent does not push. */
async function configFor(workspace: Workspace, agent: string): Promise<string> {
  const place = placeOf(workspace);
  const format = (await tryGit(['rev-parse', '--show-object-format'], place, { isRead: true })) ?? 'sha1';
  const listed = await tryGit(['config', '--local', '--get-regexp', lookOfFiles], place, { isRead: true });
  const look = (listed ?? '')
    .split('\n')
    .flatMap((line) => /^core\.([a-z]+) ([a-z]+)$/i.exec(line)?.slice(1, 3).join(' = ') ?? []);
  return [
    '[core]',
    ...['repositoryformatversion = 1', 'bare = false', 'logallrefupdates = true', ...look],
    ...(format === 'sha1' ? [] : ['[extensions]', `objectformat = ${format}`]),
    ...['[user]', `name = OvermindOps agent ${agent}`, `email = ${agent}@agents.overmind.invalid`],
    ...['[gc]', 'auto = 0', ''],
  ].join('\n');
}

async function copyIfThere(from: string, to: string): Promise<void> {
  try {
    await copyFile(from, to);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}
