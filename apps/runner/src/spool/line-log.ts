import { createReadStream } from 'node:fs';
import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type LogInput, maxLogBatchLines } from '@overmind/contracts/frames/runner';
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

/**
 * The numbered lines of a run, one JSON object a line, `seq` being the line's number in the file. Lines are sent
 * from here and nowhere else, so what was sent is always on disk and memory stays small however long the server
 * is away.
 */
export class LineLog {
  readonly #file: AppendFile;
  readonly #ackedPath: string;
  readonly #budget: SpoolBudget;
  #lastSeq: number;
  #bytes: number;
  #acked: Position;
  #ackWrite: Promise<void> | null = null;
  onGrowth: () => void = () => {};

  private constructor(
    file: AppendFile,
    ackedPath: string,
    budget: SpoolBudget,
    last: Position,
    acked: Position,
  ) {
    this.#file = file;
    this.#ackedPath = ackedPath;
    this.#budget = budget;
    this.#lastSeq = last.seq;
    this.#bytes = last.offset;
    this.#acked = acked;
    budget.hold(last.offset - acked.offset);
  }

  static async open(folder: string, budget: SpoolBudget): Promise<LineLog> {
    const path = join(folder, 'lines.ndjson');
    const ackedPath = join(folder, 'acked.json');
    const log: { current: LineLog | null } = { current: null };
    const file = await AppendFile.open(path, () => log.current?.onGrowth());
    const last = await countLines(path);
    if (last.offset < file.writtenBytes) {
      // A line torn by a crash was never sent.
      await truncate(path, last.offset);
      await file.close();
      return LineLog.open(folder, budget);
    }
    const acked = (await readJson(ackedPath, Acked)) ?? { seq: 0, offset: 0 };
    log.current = new LineLog(file, ackedPath, budget, last, acked);
    return log.current;
  }

  get lastSeq(): number {
    return this.#lastSeq;
  }

  get acked(): Position {
    return this.#acked;
  }

  add(line: LogInput): void {
    const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
    this.#lastSeq++;
    this.#bytes += bytes.length;
    this.#budget.hold(bytes.length);
    this.#file.append(bytes);
  }

  async room(): Promise<void> {
    await this.#file.room();
  }

  /** The next lines after a position: at most 2,000 and 1 MiB. Null when nothing more is on disk. */
  async readBatch(from: Position): Promise<Batch | null> {
    const available = this.#file.writtenBytes - from.offset;
    if (available <= 0) return null;
    const bytes = Buffer.allocUnsafe(Math.min(available, mostBatchBytes));
    const read = bytes.subarray(0, await this.#file.read(bytes, from.offset));
    let lines = 0;
    let end = 0;
    for (
      let at = read.indexOf(newline);
      at !== -1 && lines < maxLogBatchLines;
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
    await this.#ackWrite;
    await this.#file.close();
    this.#budget.free(this.#bytes - this.#acked.offset);
  }

  async #writeAcked(): Promise<void> {
    try {
      for (let written = -1; written !== this.#acked.seq; ) {
        written = this.#acked.seq;
        await writeFile(this.#ackedPath, JSON.stringify(this.#acked), { mode: 0o600 });
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
