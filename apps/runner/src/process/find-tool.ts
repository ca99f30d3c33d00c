import { accessSync, constants } from 'node:fs';

/** Where a system program is, never looking at PATH; null when it is not installed. */
export function findTool(name: string): string | null {
  for (const folder of ['/usr/bin', '/bin', '/usr/sbin', '/sbin', '/usr/local/bin']) {
    try {
      accessSync(`${folder}/${name}`, constants.X_OK);
      return `${folder}/${name}`;
    } catch {
      // Not in this folder; the next one is tried.
    }
  }
  return null;
}
