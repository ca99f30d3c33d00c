import { access, constants, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join, resolve } from 'node:path';

async function isExecutableFile(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

/** Where the program of an argv is, as execvp would find it; null when it is not there or cannot be run. */
export async function findProgram(name: string, cwd: string, searchPath: string): Promise<string | null> {
  if (name.includes('/')) {
    const path = isAbsolute(name) ? name : resolve(cwd, name);
    return (await isExecutableFile(path)) ? path : null;
  }
  for (const folder of searchPath.split(delimiter)) {
    const path = join(isAbsolute(folder) ? folder : resolve(cwd, folder), name);
    if (folder !== '' && (await isExecutableFile(path))) return path;
  }
  return null;
}
