import { realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join } from 'node:path';
import type { ModelPrivacy } from '@overmind/contracts/entities/model';
import { rulesCovering } from '@overmind/domain/models/repository-rules';

/** Where a path leads on this machine. What is not there, or may not be looked at, still lies in what is. */
async function realPathOf(path: string): Promise<string> {
  if (!isAbsolute(path)) return path;
  try {
    return await realpath(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(await realPathOf(parent), basename(path));
  }
}

/**
 * The rules of a project that hold for work in a repository: by their paths as they are written, and by where these lead on
 * this machine, whichever covers it.
 */
export async function rulesForRepository(
  rules: Readonly<Record<string, ModelPrivacy>>,
  repository: string,
): Promise<ModelPrivacy[]> {
  const written = Object.entries(rules);
  if (written.length === 0) return [];
  const known = [repository, await realPathOf(repository)];
  const real = await Promise.all(
    written.map(async ([path, rule]) => rulesCovering({ [await realPathOf(path)]: rule }, known)),
  );
  return [...rulesCovering(rules, known), ...real.flat()];
}
