import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '@overmind/contracts/errors';
import type { Storage } from './storage.ts';

const isDiskFull = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');

const storageFull = (cause: unknown): AppError =>
  new AppError('storage_full', 'The disk is full. Free some space; reading goes on.', { cause });

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

const partEnd = /^\.[0-9a-f-]{36}\.part$/;

/** What is being written of a file, or was when its process was killed. */
async function partsOf(target: string): Promise<string[]> {
  const [folder, name] = [dirname(target), basename(target)];
  const isPart = (each: string): boolean => each.startsWith(name) && partEnd.test(each.slice(name.length));
  try {
    return (await readdir(folder)).filter(isPart).map((each) => join(folder, each));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

/** Files in one folder of this machine. */
export class DiskStorage implements Storage {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  #resolve(path: string): string {
    const full = join(this.#root, path);
    const inside = relative(this.#root, full);
    if (inside === '' || inside.startsWith('..')) throw new Error(`not a path of the storage: ${path}`);
    return full;
  }

  async put(
    path: string,
    content: Readable,
    maxBytes: number,
  ): Promise<{ sizeBytes: number; sha256: string }> {
    const target = this.#resolve(path);
    const part = `${target}.${randomUUID()}.part`;
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    const hash = createHash('sha256');
    let sizeBytes = 0;
    const measure = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        sizeBytes += chunk.length;
        hash.update(chunk);
        done(
          sizeBytes > maxBytes ? new AppError('too_large', 'The file is larger than is allowed here.') : null,
          chunk,
        );
      },
    });
    // Opened before anything can fail: a stream that opens by itself may do so after the file was removed.
    const file = await open(part, 'wx', 0o600);
    try {
      await pipeline(content, measure, file.createWriteStream({ flush: true }));
      await rename(part, target);
      await syncFolder(dirname(target));
    } catch (error) {
      await file.close();
      await rm(part, { force: true });
      throw isDiskFull(error) ? storageFull(error) : error;
    }
    return { sizeBytes, sha256: hash.digest('hex') };
  }

  read(path: string, range?: { start: number; end: number }): Readable {
    return createReadStream(this.#resolve(path), range);
  }

  async readText(path: string, maxBytes: number): Promise<string> {
    const chunks: Buffer[] = [];
    for await (const chunk of this.read(path, { start: 0, end: maxBytes - 1 })) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString('utf8');
  }

  onThisMachine<T>(path: string, use: (file: string) => Promise<T>): Promise<T> {
    return use(this.#resolve(path));
  }

  async remove(path: string): Promise<void> {
    const target = this.#resolve(path);
    await rm(target, { recursive: true, force: true });
    for (const part of await partsOf(target)) await rm(part, { force: true });
  }
}
