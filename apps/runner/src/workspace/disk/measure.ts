import { statfs } from 'node:fs/promises';
import { execa } from 'execa';
import { findTool } from '../../process/find-tool.ts';

export interface Measured {
  bytes: number;
  /** Why there may be more than that, in words; null where all was counted. */
  fault: string | null;
}

/** Bytes that folders take on their disk, as far as they can be counted; those that are not there take none. */
export async function folderBytes(...paths: string[]): Promise<number> {
  return (await measureFolders(paths)).bytes;
}

/**
 * Whoever fills a folder may shut it before it is measured. The root of a user namespace of our own may look into what is
 * ours all the same, and nothing that an agent could see changes by it.
 */
export async function measureFolders(paths: readonly string[]): Promise<Measured> {
  if (paths.length === 0) return { bytes: 0, fault: null };
  const seen = await count([], paths);
  const unshare = process.platform === 'linux' ? findTool('unshare') : null;
  if (seen.fault === null || unshare === null) return summed(seen);
  const all = await count([unshare, '--user', '--map-root-user', '--'], paths);
  // Where such namespaces are not to be had, nothing was counted.
  return summed(all.sizes.length > 0 ? all : seen);
}

interface Counted {
  /** Of each path that is there, in KiB. */
  sizes: readonly number[];
  fault: string | null;
}

const summed = ({ sizes, fault }: Counted): Measured => ({
  bytes: sizes.reduce((sum, size) => sum + size, 0) * 1024,
  fault,
});

async function count(prefix: readonly string[], paths: readonly string[]): Promise<Counted> {
  const [file = 'du', ...args] = [...prefix, 'du', '-skx', '--', ...paths];
  // What vanishes while it is counted makes du complain and go on, so its sum is used all the same. Its complaints can be
  // without end.
  const du = execa(file, args, {
    ...{ reject: false, stdin: 'ignore', buffer: { stderr: false }, env: { LC_ALL: 'C' } },
  });
  const complaints = new Complaints();
  du.stderr.on('data', (chunk: Buffer) => complaints.hear(chunk.toString('latin1')));
  const { stdout, exitCode } = await du;
  const sizes = stdout.split('\n').map((line) => Number.parseInt(line, 10));
  return {
    sizes: sizes.filter((size) => !Number.isNaN(size)),
    fault: exitCode === undefined ? 'counting it was ended by the system' : complaints.denied,
  };
}

const longestComplaint = 8_192;

/** What du says on its standard error, of which only the first folder that it may not look into is kept. */
class Complaints {
  #tail = '';
  #denied: string | null = null;

  get denied(): string | null {
    return this.#denied;
  }

  hear(text: string): void {
    if (this.#denied !== null) return;
    const lines = (this.#tail + text).split('\n');
    this.#tail = (lines.pop() ?? '').slice(-longestComplaint);
    for (const line of lines) {
      const [, path] = /^du: (?:cannot (?:read directory|access) )?(.+): Permission denied$/.exec(line) ?? [];
      if (path !== undefined) this.#denied ??= `${path.slice(0, 500)} cannot be looked into`;
    }
  }
}

/** What is left on the disk for this user. */
export async function freeBytes(path: string): Promise<number> {
  const { bavail, bsize } = await statfs(path);
  return bavail * bsize;
}
