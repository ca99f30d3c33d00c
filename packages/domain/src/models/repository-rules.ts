import type { ModelPrivacy } from '@overmind/contracts/entities/model';

/**
 * The rules that hold for work in a repository, given by each of the paths that it is known under: those on it, on a folder
 * above it, and on a folder inside it, which the work sees, too.
 */
export function rulesCovering(
  rules: Readonly<Record<string, ModelPrivacy>>,
  paths: readonly string[],
): ModelPrivacy[] {
  const known = paths.map(partsOf);
  return Object.entries(rules).flatMap(([path, rule]) => {
    const parts = partsOf(path);
    return known.some((own) => isWithin(own, parts) || isWithin(parts, own)) ? [rule] : [];
  });
}

/** Whether a path says where it is by itself, on any system. */
const isWholePath = (path: string): boolean => /^(\/|[A-Za-z]:[\\/]|\\\\)/.test(path);

const isWindows = (path: string): boolean => /^([A-Za-z]:[\\/]|\\\\)/.test(path);

/** Systems differ in whether case counts; where it does, a rule that covers more than it names does no harm. */
function partsOf(path: string): string[] {
  const plain = (isWindows(path) ? path.replaceAll('\\', '/') : path).normalize('NFC').toLowerCase();
  const parts: string[] = [];
  for (const part of plain.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return isWholePath(path) ? parts : ['.', ...parts];
}

const isWithin = (inner: readonly string[], outer: readonly string[]): boolean =>
  outer.every((part, index) => inner[index] === part);
