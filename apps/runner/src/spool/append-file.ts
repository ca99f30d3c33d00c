import { type FileHandle, open } from 'node:fs/promises';
import { pause } from '../clock.ts';
import { codeOf } from '../log.ts';

const mostBufferedBytes = 1024 * 1024;
const fullDiskRetryMs = 500;

/**
 * A file that grows at its end. `append` keeps order and returns at once; the bytes reach write(2) soon after, in
 * lumps. A full disk is waited for, not an error: the writer's `room` then holds its source back.
 */
export class AppendFile {
  readonly #file: FileHandle;
  readonly #onWritten: () => void;
  readonly #closing = new AbortController();
  #queue: Buffer[] = [];
  #queuedBytes = 0;
  #writtenBytes: number;
  #writing: Promise<void> | null = null;
  #failure: unknown = null;

  private constructor(file: FileHandle, sizeBytes: number, onWritten: () => void) {
    this.#file = file;
    this.#writtenBytes = sizeBytes;
    this.#onWritten = onWritten;
  }

  static async open(path: string, onWritten: () => void = () => {}): Promise<AppendFile> {
    const file = await open(path, 'a+', 0o600);
    return new AppendFile(file, (await file.stat()).size, onWritten);
  }

  /** How many bytes can be read back. */
  get writtenBytes(): number {
    return this.#writtenBytes;
  }

  append(bytes: Buffer): void {
    this.#queue.push(bytes);
    this.#queuedBytes += bytes.length;
    this.#writing ??= this.#write();
  }

  /** Resolves when so little waits in memory that more may be appended. Throws when the disk failed. */
  async room(): Promise<void> {
    if (this.#failure !== null) throw this.#failure;
    if (this.#queuedBytes > mostBufferedBytes) await this.flush();
  }

  /** Resolves when all that was appended has been handed to the system. */
  async flush(): Promise<void> {
    while (this.#writing !== null) await this.#writing;
    if (this.#failure !== null) throw this.#failure;
  }

  async sync(): Promise<void> {
    await this.flush();
    await this.#file.datasync();
  }

  async read(into: Buffer, position: number): Promise<number> {
    return (await this.#file.read(into, 0, into.length, position)).bytesRead;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#writing;
    await this.#file.close();
  }

  async #write(): Promise<void> {
    // Lets what is appended in the same turn leave together.
    await Promise.resolve();
    try {
      while (this.#queue.length > 0 && this.#failure === null) {
        const lump = Buffer.concat(this.#queue.splice(0));
        await this.#writeAll(lump);
        this.#queuedBytes -= lump.length;
        this.#onWritten();
      }
    } catch (error) {
      this.#failure = error;
      this.#queue = [];
      this.#queuedBytes = 0;
    } finally {
      this.#writing = null;
    }
  }

  async #writeAll(lump: Buffer): Promise<void> {
    for (let done = 0; done < lump.length; ) {
      try {
        const { bytesWritten } = await this.#file.write(lump, done);
        done += bytesWritten;
        this.#writtenBytes += bytesWritten;
      } catch (error) {
        const isFull = codeOf(error) === 'ENOSPC' || codeOf(error) === 'EDQUOT';
        if (!isFull || this.#closing.signal.aborted) throw error;
        await pause(fullDiskRetryMs, this.#closing.signal);
      }
    }
  }
}
