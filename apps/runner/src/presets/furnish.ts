import { copyFile, mkdir, realpath, stat } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import type { Preset } from './preset.ts';

const mostFileBytes = 1024 * 1024;

/** Copies what the preset names; what is missing, no file, too large or leads out of the person's home is left out. */
export async function furnish(home: string, preset: Preset, personHome: string): Promise<void> {
  const root = await realpath(personHome).catch(() => null);
  if (root === null) return;
  for (const file of preset.homeFiles) {
    const from = await realpath(join(root, file)).catch(() => null);
    if (from === null || !from.startsWith(root + sep)) continue;
    const found = await stat(from);
    const to = join(home, file);
    if (!found.isFile() || found.size > mostFileBytes) continue;
    await mkdir(dirname(to), { recursive: true, mode: 0o700 });
    await copyFile(from, to);
  }
}
