import { accessSync, constants, existsSync, realpathSync, statSync } from 'node:fs';
import { basename, delimiter, dirname, isAbsolute, join, relative } from 'node:path';
import { isWithin } from '../../workspace/roots.ts';
import type { Mount } from '../sandbox.ts';
import { neededPlaces, privateFiles, privateFolders, secretsAmongTools, temporaryFolders } from './places.ts';
import { isTooMuch, knownTools, secretsAmong, toolRoots } from './tool-folders.ts';

/** The places of a machine and of one run, by real paths. */
export interface Scene {
  /** The person's own, at whose path the run's stands. */
  home: string;
  /** Of the environment the commands get. */
  searchPath: string;
  /** Folders of the runner and of people that no command may see: data folders, allowed roots, token files. */
  hidden: readonly string[];
  /** What the person who started the runner lets be read besides. */
  readable: readonly string[];
  run: {
    home: string;
    tmp: string;
    workspace: string;
    /** More of its own that stand at other paths, or may only be read. */
    more: readonly Mount[];
  };
}

/** All that commands of a run see otherwise than the machine has it, in the order it is put on top. */
export function composeMounts(scene: Scene): Mount[] {
  const { run, home } = scene;
  const temporary = [...new Set(temporaryFolders.filter((path) => existsSync(path)).map(real))];
  // What stands in for a temporary folder hides it already, and must stay writable.
  const hides = hiddenMounts(scene).filter(({ path }) => !temporary.includes(path));
  const away = [home, ...temporary, ...hides.map(({ path }) => path)];
  const isAway = (path: string): boolean => away.some((folder) => isWithin(folder, path));
  const programs = [dirname(process.execPath), ...searchFolders(scene.searchPath)]
    .flatMap((folder) => toolRoots(folder, home))
    .filter(isAway);
  const tools = shown([...knownTools(home), ...programs]);
  const readable = shown([...neededPlaces, ...scene.readable]);
  return [
    ...temporary.flatMap((path) => standIn(path, run.tmp)),
    ...hides,
    ...standIn(home, run.home),
    ...tools,
    ...secretsAmongTools.map((place) => join(home, place)).flatMap(hide),
    ...tools.flatMap(secretsIn).flatMap(hide),
    ...readable,
    ...hiddenInside([...tools, ...readable], scene).flatMap(hide),
    ...[run.tmp, run.home, run.workspace].map((path) => ({ kind: 'write' as const, path })),
    ...run.more,
  ];
}

const secretsIn = ({ path, from }: Shown): string[] =>
  secretsAmong(from).map((secret) => join(path, relative(from, secret)));

const standIn = (path: string, from: string): Mount[] =>
  existsSync(path) ? [{ kind: 'write', path, from }] : [];

const hiddenPaths = ({ hidden }: Scene): string[] =>
  [...privateFolders, ...privateFiles, ...hidden].filter((path) => existsSync(path)).map(real);

/** What is shown as a whole may hold what is to be hidden; what is shown inside of that is meant. */
const hiddenInside = (mounts: readonly Shown[], scene: Scene): string[] =>
  hiddenPaths(scene).filter((path) =>
    mounts.some((mount) => mount.path !== path && isWithin(mount.path, path)),
  );

function hiddenMounts(scene: Scene): Mount[] {
  const paths = hiddenPaths(scene);
  // Outer ones first, and nothing inside them: they are empty.
  return [...new Set(paths)]
    .filter((path) => !isTooMuch(path))
    .sort((a, b) => a.length - b.length)
    .filter((path, index, all) => !all.slice(0, index).some((outer) => isWithin(outer, path)))
    .flatMap(hide);
}

/** What the runner itself cannot read, no command can: one mount less for each of them. */
function hide(path: string): Mount[] {
  if (!existsSync(path)) return [];
  const isFolder = statSync(path).isDirectory();
  return isFolder || isReadable(path) ? [{ kind: 'hide', path, isFolder }] : [];
}

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

interface Shown {
  kind: 'read';
  path: string;
  from: string;
}

/** Read-only, at its own path, from where its links lead. What stands inside one that is shown is there already. */
function shown(paths: readonly string[]): Shown[] {
  const mounts: Shown[] = [];
  for (const path of paths) {
    if (!isAbsolute(path) || !existsSync(path)) continue;
    const place = join(real(dirname(path)), basename(path));
    if (mounts.some((mount) => isWithin(mount.path, place))) continue;
    mounts.push({ kind: 'read', path: place, from: real(path) });
  }
  return mounts;
}

const searchFolders = (searchPath: string): string[] => searchPath.split(delimiter).filter(isAbsolute);

const real = (path: string): string => realpathSync(path);
