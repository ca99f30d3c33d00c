import { execFile } from 'node:child_process';
import { statfs } from 'node:fs/promises';
import { promisify } from 'node:util';
import { waitFor } from '@overmind/testing/wait-for';

const run = promisify(execFile);
const wholeSize = '4g';
const spareKilobytes = 64;

/** A disk of its own in a folder, which can be made full without filling anything: it shrinks to what is used. */
export class SmallDisk implements AsyncDisposable {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  /** Null with the reason where this machine lets nobody mount one. */
  static async mount(path: string): Promise<{ disk: SmallDisk | null; refusal: string }> {
    try {
      await run('mount', ['-t', 'tmpfs', '-o', `size=${wholeSize},mode=700`, 'tmpfs', path]);
      return { disk: new SmallDisk(path), refusal: '' };
    } catch (error) {
      return { disk: null, refusal: error instanceof Error ? error.message : String(error) };
    }
  }

  /** Whoever writes meanwhile makes the size wrong, so it is tried until it fits. */
  async fill(): Promise<void> {
    const shrink = async () => {
      const { blocks, bfree, bsize } = await statfs(this.path);
      await this.#resize(`${Math.ceil(((blocks - bfree) * bsize) / 1024) + spareKilobytes}k`);
      return true;
    };
    await waitFor(shrink, { what: 'the disk to be full' });
  }

  empty(): Promise<void> {
    return this.#resize(wholeSize);
  }

  async #resize(size: string): Promise<void> {
    await run('mount', ['-o', `remount,size=${size}`, this.path]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await run('umount', ['--lazy', this.path]);
  }
}
