import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { isWithin } from '../../workspace/roots.ts';
import { isSecretPath } from '../secrets/deny-list.ts';
import { systemPlaces, toolPlaces } from './places.ts';

const homesFolders: readonly string[] = ['/home', '/Users', '/var/home'];
/** Beside `bin`, in the folder of a tool chain. */
const partsOfChain = ['lib', 'libexec', 'share', 'include'];
/** Every tool that speaks TLS needs them, and all the world may know them. */
const authorities = /^(ca-?certs?|cacerts?|certs?|ca-bundle|ca-certificates)\.pem$/i;
const deepest = 2;
const mostLooked = 20_000;

/** Too much of a machine to hide, to show or to put something else in its place. */
export const isTooMuch = (path: string): boolean =>
  systemPlaces.some((place) => isWithin(path, place)) || ['/var', '/dev', '/proc'].includes(path);

/**
 * What of a folder of the search path is to be shown: the folder and, of a tool chain, what stands beside its `bin`.
 * Never a home, nor what a home is in, whatever is called `bin` there: people keep all they have in it.
 */
export function toolRoots(folder: string, home: string): string[] {
  if (!existsSync(folder)) return [];
  const found = realpathSync(folder);
  if (isHomeOrAbove(found, home) || isInDenied(found, home)) return [];
  const root = dirname(found);
  const isChain = basename(found) === 'bin' && partsOfChain.some((name) => existsSync(join(root, name)));
  const isOthers =
    isHomeOrAbove(root, home) ||
    isTooMuch(root) ||
    // Shared by everything.
    basename(root) === '.local' ||
    // A repository with a `bin` is no tool, unless it is cloned out of sight, as pyenv and its like are.
    (existsSync(join(root, '.git')) && !basename(root).startsWith('.'));
  return isChain && !isOthers ? [folder, root] : [folder, found];
}

/** Places under the home that tools are known to keep, unless a link leads from there to what is no tool's. */
export function knownTools(home: string): string[] {
  return toolPlaces
    .map((place) => join(home, place))
    .filter((path) => existsSync(path))
    .filter((path) => {
      const found = realpathSync(path);
      return !isHomeOrAbove(found, home) && !isInDenied(found, home);
    });
}

function isHomeOrAbove(path: string, home: string): boolean {
  if (isWithin(path, home) || path === '/root') return true;
  if (homesFolders.some((folder) => isWithin(path, folder) || dirname(path) === folder)) return true;
  return existsSync(join(path, '.ssh'));
}

const isInDenied = (path: string, home: string): boolean =>
  isWithin(home, path) && isSecretPath(`${relative(home, path)}/any`);

/** Files and folders of the deny list in a folder of tools: people keep keys beside their scripts. */
export function secretsAmong(folder: string): string[] {
  const found: string[] = [];
  let left = mostLooked;
  const look = (path: string, depth: number): void => {
    for (const entry of entriesOf(path)) {
      if (--left < 0) return;
      const inner = join(path, entry.name);
      const name = entry.isDirectory() ? `${entry.name}/any` : entry.name;
      if (isSecretPath(name) && !authorities.test(entry.name)) found.push(inner);
      else if (entry.isDirectory() && depth < deepest) look(inner, depth + 1);
    }
  };
  look(folder, 1);
  return found;
}

function entriesOf(path: string) {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch {
    return []; // A file, or not for the runner to read: then no command can either.
  }
}
