import { Readable } from 'node:stream';
import { appendPart, noteCaptureSeen } from '@overmind/db/queries/voice/captures';
import type { Core } from '../core.ts';
import { type Capture, partsOf, readCapture, TakenOverError } from './capture.ts';
import { partBytesOf } from './format.ts';

/** What is not stored yet is stored after so long, however little it is. */
const mostDelayMs = 500;
const seenEveryMs = 5_000;

export interface CaptureEnds {
  /** So many bytes of the capture are durable. */
  stored: (bytes: number) => void;
  /** Nothing is stored any more: somebody else goes on with it, or it could not be stored. Not called after `stop`. */
  failed: (error: unknown) => void;
}

/** Stores a capture while it is spoken, in parts, one after the other. Whoever made it ends it with `close`. */
export class CaptureWriter {
  readonly #core: Core;
  readonly #capture: Capture;
  readonly #ends: CaptureEnds;
  readonly #partBytes: number;
  readonly #seen: NodeJS.Timeout;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #storedBytes: number;
  #delay: NodeJS.Timeout | null = null;
  #writing: Promise<void> = Promise.resolve();
  #failure: { error: unknown } | null = null;
  #isStopped = false;

  constructor(core: Core, capture: Capture, ends: CaptureEnds) {
    this.#core = core;
    this.#capture = capture;
    this.#ends = ends;
    this.#partBytes = partBytesOf(capture.format);
    this.#storedBytes = capture.size_bytes;
    this.#seen = setInterval(() => this.#noteSeen(), seenEveryMs);
  }

  /** Stored, or on its way. */
  get sizeBytes(): number {
    return this.#storedBytes + this.#waitingBytes;
  }

  push(bytes: Buffer): void {
    if (this.#failure || bytes.length === 0) return;
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
    if (this.#waitingBytes >= this.#partBytes) void this.#flush();
    else this.#delay ??= setTimeout(() => void this.#flush(), mostDelayMs);
  }

  /** Resolves when all that was pushed is stored; rejects where it is not. The capture goes on until `close`. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#flush();
    if (this.#failure) throw this.#failure.error;
  }

  /** All that was pushed when it is first read, also what is only on its way: whoever keeps it waits for `stop` too. */
  async *content(): AsyncGenerator<Buffer> {
    const rest = [...this.#waiting];
    yield* readCapture(this.#core, this.#capture.id, this.#storedBytes);
    yield* rest;
  }

  /** From here on nobody is joined to the capture. */
  close(): void {
    this.#isStopped = true;
    clearInterval(this.#seen);
    if (this.#delay !== null) clearTimeout(this.#delay);
  }

  #flush(): Promise<void> {
    if (this.#delay !== null) clearTimeout(this.#delay);
    this.#delay = null;
    this.#writing = this.#writing.then(() => this.#store()).catch((error: unknown) => this.#fail(error));
    return this.#writing;
  }

  async #store(): Promise<void> {
    if (this.#failure || this.#waiting.length === 0) return;
    const taken = this.#waiting.length;
    const bytes = Buffer.concat(this.#waiting);
    const { id, epoch } = this.#capture;
    const start = this.#storedBytes;
    const path = `${partsOf(this.#capture)}/${epoch}-${start}`;
    await this.#core.storage.put(path, Readable.from([bytes]), bytes.length);
    const part = { capture_id: id, start_byte: start, size_bytes: bytes.length, storage_path: path };
    if (!(await appendPart(this.#core.db, epoch, part))) {
      await this.#core.storage.remove(path);
      throw new TakenOverError();
    }
    this.#waiting.splice(0, taken);
    this.#storedBytes += bytes.length;
    this.#waitingBytes -= bytes.length;
    this.#ends.stored(this.#storedBytes);
  }

  #noteSeen(): void {
    noteCaptureSeen(this.#core.db, this.#capture.id, this.#capture.epoch).then(
      (isOurs) => isOurs || this.#fail(new TakenOverError()),
      (error: unknown) => this.#core.log.warn({ err: error }, 'a spoken turn could not be noted as going on'),
    );
  }

  #fail(error: unknown): void {
    if (this.#failure) return;
    this.#failure = { error };
    this.#waiting = [];
    if (!this.#isStopped) this.#ends.failed(error);
  }
}
