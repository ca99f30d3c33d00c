import { createHash, type Hash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { artifactKinds, type LogStream, RunJob, RunResult } from '@overmind/contracts/entities/run';
import type { TranscriptStep } from '@overmind/contracts/entities/transcript';
import { type LogInput, maxLogBatchLines, maxTranscriptBatch } from '@overmind/contracts/frames/runner';
import { z } from 'zod';
import { removeTree } from '../workspace/remove-tree.ts';
import { AppendFile } from './append-file.ts';
import type { SpoolBudget } from './budget.ts';
import { readJson, writeDurably } from './files.ts';
import { NumberedLog } from './numbered-log.ts';

export const SpooledArtifact = z.object({
  kind: z.enum(artifactKinds),
  name: z.string(),
  file: z.string(),
  sha256: z.string(),
  size_bytes: z.number().int(),
});
export type SpooledArtifact = z.infer<typeof SpooledArtifact>;

/** How a run ended, as it will be told to the server. */
export const RunEnd = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('complete'),
    result: RunResult,
    artifacts: z.array(SpooledArtifact),
    /** Of a copied folder: what the run changed stands nowhere but in its workspace. */
    only_in_workspace: z.boolean().optional(),
  }),
  z.object({ kind: z.literal('release'), detail: z.string() }),
]);
export type RunEnd = z.infer<typeof RunEnd>;

/** What is written down of the run in a folder, also when nothing of it is to be told any more. */
export const readJob = (folder: string): Promise<RunJob | null> => readJson(join(folder, 'job.json'), RunJob);
export const readEnd = (folder: string): Promise<RunEnd | null> => readJson(join(folder, 'end.json'), RunEnd);

interface SpoolFiles {
  lines: NumberedLog<LogInput>;
  transcript: NumberedLog<TranscriptStep>;
  output: AppendFile;
}

/**
 * The folder of a run, which outlives the runner: job.json, lines.ndjson and acked.json, transcript.ndjson
 * and transcript-acked.json, output.log (exact redacted bytes), end.json, process.json, workspace.json, and `lost`
 * once nothing of it is to be told any more.
 */
export class RunSpool {
  readonly folder: string;
  readonly job: RunJob;
  readonly lines: NumberedLog<LogInput>;
  readonly transcript: NumberedLog<TranscriptStep>;
  readonly #output: AppendFile;
  readonly #outputHash: Hash = createHash('sha256');
  readonly #budget: SpoolBudget;
  #outputBytes = 0;

  private constructor(folder: string, job: RunJob, files: SpoolFiles, budget: SpoolBudget) {
    this.folder = folder;
    this.job = job;
    this.lines = files.lines;
    this.transcript = files.transcript;
    this.#output = files.output;
    this.#budget = budget;
  }

  static async create(folder: string, job: RunJob, budget: SpoolBudget): Promise<RunSpool> {
    await removeTree(folder);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeDurably(join(folder, 'job.json'), JSON.stringify(job));
    return RunSpool.#open(folder, job, budget);
  }

  /** Null when the folder holds no whole job, or one of which nothing is to be told. */
  static async reopen(folder: string, budget: SpoolBudget): Promise<RunSpool | null> {
    if ((await readJson(join(folder, 'lost'), z.unknown())) !== null) return null;
    const job = await readJob(folder);
    return job === null ? null : RunSpool.#open(folder, job, budget);
  }

  static async #open(folder: string, job: RunJob, budget: SpoolBudget): Promise<RunSpool> {
    const lines = await NumberedLog.open<LogInput>(
      {
        path: join(folder, 'lines.ndjson'),
        ackedPath: join(folder, 'acked.json'),
        mostPerBatch: maxLogBatchLines,
      },
      budget,
    );
    const transcript = await NumberedLog.open<TranscriptStep>(
      {
        path: join(folder, 'transcript.ndjson'),
        ackedPath: join(folder, 'transcript-acked.json'),
        mostPerBatch: maxTranscriptBatch,
      },
      budget,
    );
    const output = await AppendFile.open(join(folder, 'output.log'));
    return new RunSpool(folder, job, { lines, transcript, output }, budget);
  }

  get lastSeq(): number {
    return this.lines.lastSeq;
  }

  addLine(stream: LogStream, message: string): void {
    this.lines.add({ stream, message, created_at: new Date().toISOString() });
  }

  addOutput(bytes: Buffer): void {
    this.#outputHash.update(bytes);
    this.#outputBytes += bytes.length;
    this.#output.append(bytes);
  }

  /** Waits while the disk lags behind or the server is owed too much; not once the signal is aborted. */
  async room(signal: AbortSignal): Promise<void> {
    await this.#output.room();
    await this.lines.room();
    await this.transcript.room();
    if (this.#budget.isFull) await this.#budget.room(signal);
  }

  /** The whole output of this session as an artifact. */
  async logArtifact(): Promise<SpooledArtifact> {
    await this.#output.sync();
    const sha256 = this.#outputHash.copy().digest('hex');
    return { kind: 'log', name: 'output.log', file: 'output.log', sha256, size_bytes: this.#outputBytes };
  }

  /** From here on the run is over, whatever happens to this process. */
  async writeEnd(end: RunEnd): Promise<void> {
    await this.lines.sync();
    await this.transcript.sync();
    await writeDurably(join(this.folder, 'end.json'), JSON.stringify(end));
  }

  readEnd(): Promise<RunEnd | null> {
    return readEnd(this.folder);
  }

  /** Nothing of the run is told any more; what is here stays for a while, for a person to look into. */
  async markOver(detail: string): Promise<void> {
    try {
      await writeFile(join(this.folder, 'lost'), JSON.stringify({ detail, at: new Date().toISOString() }));
    } finally {
      await this.close();
    }
  }

  async close(): Promise<void> {
    await this.lines.close();
    await this.transcript.close();
    await this.#output.close();
  }

  async remove(): Promise<void> {
    await this.close();
    await removeTree(this.folder);
  }
}
