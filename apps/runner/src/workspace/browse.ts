import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { FolderEntry } from '@overmind/contracts/entities/runner';
import type { RunnerAnswer } from '@overmind/contracts/frames/questions';
import { messageOf } from '../log.ts';
import type { AllowedRoots } from './roots.ts';

const mostEntries = 500;

/** The folders in a folder under the roots; null lists the roots themselves. Links and hidden folders are left out. */
export async function browseFolders(path: string | null, roots: AllowedRoots): Promise<RunnerAnswer> {
  if (path === null) {
    const entries = await Promise.all(roots.list.map((root) => describe(basename(root) || root, root)));
    return { kind: 'browse', path: null, entries };
  }
  const resolution = await roots.resolve(path);
  if (!resolution.ok) return { kind: 'refused', detail: resolution.detail.slice(0, 1_000) };
  try {
    const found = await readdir(resolution.path, { withFileTypes: true });
    const folders = found.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
    const names = folders.map((entry) => entry.name).sort((a, b) => a.localeCompare(b));
    const entries = await Promise.all(
      names.slice(0, mostEntries).map((name) => describe(name, join(resolution.path, name))),
    );
    return { kind: 'browse', path: resolution.path, entries };
  } catch (error) {
    return { kind: 'refused', detail: `The folder cannot be listed: ${messageOf(error)}`.slice(0, 1_000) };
  }
}

async function describe(name: string, path: string): Promise<FolderEntry> {
  const isRepository = await stat(join(path, '.git')).then(
    () => true,
    () => false,
  );
  return { name, path, is_repository: isRepository };
}
