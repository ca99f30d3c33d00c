import { basename } from 'node:path';
import type { Inspection } from '@overmind/contracts/entities/runner';
import { detectCommands } from './detect-commands.ts';
import { openRepository } from './repository.ts';
import type { AllowedRoots } from './roots.ts';

/** What stands at a path: a repository a run may work in, with the commands it offers, or why not. */
export async function inspectPath(path: string, roots: AllowedRoots): Promise<Inspection> {
  const repository = await openRepository(path, roots);
  if (!repository.ok) return repository;
  return {
    ok: true,
    repo_path: repository.path,
    name: basename(repository.path),
    default_branch: repository.defaultBranch,
    detected: await detectCommands(repository.path),
  };
}
