import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { StringDecoder } from 'node:string_decoder';
import { monotonicMs } from '../clock.ts';
import { AppendFile } from '../spool/append-file.ts';

/** A terminal ends when its recording is this long: nothing is shown that is not on record. */
export const mostRecordedBytes = 64 * 1024 * 1024;
const suffix = '.cast';

export interface FinishedRecording {
  terminalId: string;
  path: string;
  sizeBytes: number;
  sha256: string;
}

/** What a terminal showed, in the asciicast v2 format: a header, then one line `[seconds, "o" | "r", data]` each. */
export class Recording {
  readonly #file: AppendFile;
  readonly #decoder = new StringDecoder('utf8');
  readonly #startedAt = monotonicMs();
  #bytes = 0;

  private constructor(file: AppendFile) {
    this.#file = file;
  }

  static async start(
    folder: string,
    terminalId: string,
    { cols, rows }: { cols: number; rows: number },
  ): Promise<Recording> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const recording = new Recording(await AppendFile.open(join(folder, terminalId + suffix)));
    const header = { version: 2, width: cols, height: rows, timestamp: Math.floor(Date.now() / 1_000) };
    recording.#write(header);
    return recording;
  }

  get isFull(): boolean {
    return this.#bytes >= mostRecordedBytes;
  }

  output(bytes: Buffer): void {
    const text = this.#decoder.write(bytes);
    if (text !== '') this.#write([this.#seconds(), 'o', text]);
  }

  resize(cols: number, rows: number): void {
    this.#write([this.#seconds(), 'r', `${cols}x${rows}`]);
  }

  async close(): Promise<void> {
    await this.#file.sync();
    await this.#file.close();
  }

  #seconds(): number {
    return Math.round(monotonicMs() - this.#startedAt) / 1_000;
  }

  #write(value: unknown): void {
    const line = Buffer.from(`${JSON.stringify(value)}\n`);
    this.#bytes += line.length;
    this.#file.append(line);
  }
}

/** The recordings in a folder that nobody writes to any more. */
export async function listRecordings(folder: string, live: ReadonlySet<string>): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => name.endsWith(suffix))
    .map((name) => name.slice(0, -suffix.length))
    .filter((id) => !live.has(id));
}

/** What recordings in a folder take, those that are written to included. */
export async function recordedBytes(folder: string): Promise<number> {
  const names = await listRecordings(folder, new Set());
  const sizes = names.map((id) =>
    stat(join(folder, id + suffix)).then(
      ({ size }) => size,
      () => 0,
    ),
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

export async function readRecording(folder: string, terminalId: string): Promise<FinishedRecording> {
  const path = join(folder, terminalId + suffix);
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return { terminalId, path, sizeBytes: (await stat(path)).size, sha256: hash.digest('hex') };
}

export const removeRecording = (folder: string, terminalId: string): Promise<void> =>
  rm(join(folder, terminalId + suffix), { force: true });
