import { basename } from 'node:path';
import type { Inspection } from '@overmind/contracts/entities/runner';
import { detectCommands } from './detect-commands.ts';
import { findPlainFolder } from './plain-folder.ts';
import { openRepository } from './repository.ts';
import type { AllowedRoots } from './roots.ts';

/** What stands at a path: a repository or a folder a run may work in, with the commands it offers, or why not. */
export async function inspectPath(path: string, roots: AllowedRoots): Promise<Inspection> {
  const repository = await openRepository(path, roots);
  if (repository.ok) return describe(repository.path, { branch: repository.defaultBranch, hasGit: true });
  const plain = repository.reason === 'not_git' ? await findPlainFolder(path, roots) : null;
  return plain === null ? repository : describe(plain, { branch: null, hasGit: false });
}

async function describe(
  path: string,
  { branch, hasGit }: { branch: string | null; hasGit: boolean },
): Promise<Inspection> {
  return {
    ok: true,
    repo_path: path,
    name: basename(path),
    has_git: hasGit,
    default_branch: branch,
    detected: await detectCommands(path),
  };
}
