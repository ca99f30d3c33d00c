import { createReadStream } from 'node:fs';
import { truncate, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { AppendFile } from './append-file.ts';
import type { SpoolBudget } from './budget.ts';
import { readJson } from './files.ts';

const newline = 0x0a;
const comma = 0x2c;
const mostBatchBytes = 1024 * 1024;
const Acked = z.object({ seq: z.number().int(), offset: z.number().int() });
export type Position = z.infer<typeof Acked>;

export interface Batch {
  firstSeq: number;
  end: Position;
  /** The lines as the members of a JSON array. */
  body: Buffer;
}

/** Where one kind of a run's numbered records is kept, and how many of them go into a batch. */
export interface LogPlace {
  path: string;
  ackedPath: string;
  mostPerBatch: number;
}

/**
 * The numbered records of a run, one JSON object a line, `seq` being the line's number in the file. Records are sent
 * from here and nowhere else, so what was sent is always on disk and memory stays small however long the server
 * is away. A record takes at most 1 MiB.
 */
export class NumberedLog<T extends object> {
  readonly #file: AppendFile;
  readonly #place: LogPlace;
  readonly #budget: SpoolBudget;
  #lastSeq: number;
  #bytes: number;
  #acked: Position;
  #ackWrite: Promise<void> | null = null;
  #isClosed = false;
  onGrowth: () => void = () => {};

  private constructor(
    file: AppendFile,
    place: LogPlace,
    budget: SpoolBudget,
    last: Position,
    acked: Position,
  ) {
    this.#file = file;
    this.#place = place;
    this.#budget = budget;
    this.#lastSeq = last.seq;
    this.#bytes = last.offset;
    this.#acked = acked;
    budget.hold(last.offset - acked.offset);
  }

  static async open<T extends object>(place: LogPlace, budget: SpoolBudget): Promise<NumberedLog<T>> {
    const { path, ackedPath } = place;
    const log: { current: NumberedLog<T> | null } = { current: null };
    const file = await AppendFile.open(path, () => log.current?.onGrowth());
    const last = await countLines(path);
    if (last.offset < file.writtenBytes) {
      // A line torn by a crash was never sent.
      await truncate(path, last.offset);
      await file.close();
      return NumberedLog.open(place, budget);
    }
    const acked = (await readJson(ackedPath, Acked)) ?? { seq: 0, offset: 0 };
    log.current = new NumberedLog<T>(file, place, budget, last, acked);
    return log.current;
  }

  get lastSeq(): number {
    return this.#lastSeq;
  }

  get acked(): Position {
    return this.#acked;
  }

  /** Gives the bytes that it takes on disk. */
  add(record: T): number {
    const bytes = Buffer.from(`${JSON.stringify(record)}\n`);
    this.#lastSeq++;
    this.#bytes += bytes.length;
    this.#budget.hold(bytes.length);
    this.#file.append(bytes);
    return bytes.length;
  }

  async room(): Promise<void> {
    await this.#file.room();
  }

  /** The next lines after a position: as many as a batch may hold, and at most 1 MiB. Null when nothing more is on disk. */
  async readBatch(from: Position): Promise<Batch | null> {
    const available = this.#file.writtenBytes - from.offset;
    if (available <= 0) return null;
    const bytes = Buffer.allocUnsafe(Math.min(available, mostBatchBytes));
    const read = bytes.subarray(0, await this.#file.read(bytes, from.offset));
    let lines = 0;
    let end = 0;
    for (
      let at = read.indexOf(newline);
      at !== -1 && lines < this.#place.mostPerBatch;
      at = read.indexOf(newline, end)
    ) {
      if (lines > 0) read[end - 1] = comma;
      lines++;
      end = at + 1;
    }
    if (lines === 0) return null;
    const position = { seq: from.seq + lines, offset: from.offset + end };
    return { firstSeq: from.seq + 1, end: position, body: read.subarray(0, end - 1) };
  }

  acknowledge(position: Position): void {
    if (position.seq <= this.#acked.seq) return;
    this.#budget.free(position.offset - this.#acked.offset);
    this.#acked = position;
    // Only an optimisation for the next start, so a plain write will do: a lost one makes the server drop repeats.
    this.#ackWrite ??= this.#writeAcked();
  }

  async sync(): Promise<void> {
    await this.#file.sync();
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#ackWrite;
    await this.#file.close().finally(() => this.#budget.free(this.#bytes - this.#acked.offset));
  }

  async #writeAcked(): Promise<void> {
    try {
      for (let written = -1; written !== this.#acked.seq; ) {
        written = this.#acked.seq;
        await writeFile(this.#place.ackedPath, JSON.stringify(this.#acked), { mode: 0o600 });
      }
    } catch {
      // Best effort, see above.
    } finally {
      this.#ackWrite = null;
    }
  }
}

/** How many whole lines a file has and where the last of them ends. */
async function countLines(path: string): Promise<Position> {
  let seq = 0;
  let offset = 0;
  let start = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, at + 1)) {
      seq++;
      offset = start + at + 1;
    }
    start += chunk.length;
  }
  return { seq, offset };
}
