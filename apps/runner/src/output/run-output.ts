import type { LogStream } from '@overmind/contracts/entities/run';
import type { RunSpool } from '../spool/run-spool.ts';
import { Excerpt } from './excerpt.ts';
import { LineSplitter } from './line-splitter.ts';
import { Redactor, redactText, type SecretAutomaton } from './redactor.ts';
import { PrintedTests } from './reports/printed-tests.ts';
import type { ReadTests } from './reports/test-report.ts';
import { TestCounter } from './test-counts.ts';

/**
 * What a run prints, on its way to the disk: bytes are redacted first, then kept exactly in `output.log` and cut
 * into numbered lines. Nothing reaches the spool any other way.
 */
export class RunOutput {
  readonly #spool: RunSpool;
  readonly #secrets: SecretAutomaton;
  readonly #limitBytes: number;
  readonly #signal: AbortSignal;
  #bytes = 0;

  /** Once the signal is aborted nothing waits for the server any more. */
  constructor(spool: RunSpool, secrets: SecretAutomaton, limitBytes: number, signal: AbortSignal) {
    this.#spool = spool;
    this.#secrets = secrets;
    this.#limitBytes = limitBytes;
    this.#signal = signal;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get lastSeq(): number {
    return this.#spool.lastSeq;
  }

  get isOverLimit(): boolean {
    return this.#bytes >= this.#limitBytes;
  }

  redact(text: string): string {
    return redactText(this.#secrets, text);
  }

  /** A sentence of the runner itself. */
  say(text: string): void {
    for (const line of this.redact(text).split('\n')) this.#spool.addLine('system', line.slice(0, 4_000));
  }

  beginStep(): StepOutput {
    return new StepOutput(this, this.#spool, this.#secrets);
  }

  async room(): Promise<void> {
    await this.#spool.room(this.#signal);
  }

  /** A line of a coding agent's session, which has been redacted. */
  tell(text: string): void {
    this.#spool.addLine('agent', text);
  }

  /** Counts what reaches the disk another way. */
  count(bytes: number): void {
    this.#bytes = Math.min(this.#limitBytes, this.#bytes + bytes);
  }

  /** Takes the part of a chunk that is still within the run's limit. */
  admit(chunk: Buffer): Buffer {
    const admitted = chunk.subarray(0, this.#limitBytes - this.#bytes);
    this.#bytes += admitted.length;
    return admitted;
  }
}

/** What the owner of a step needs to know of its pumps: whether they move, or wait for the spool. */
export interface PumpWatch {
  chunks: number;
  waiting: number;
  onLimit: () => void;
}

/** One step's two streams, each redacted and split on its own, and what is remembered of them as evidence. */
export class StepOutput {
  readonly #run: RunOutput;
  readonly #spool: RunSpool;
  readonly #secrets: SecretAutomaton;
  readonly #excerpt = new Excerpt();
  readonly #tests = new TestCounter();
  readonly #printed = new PrintedTests();
  readonly #firstSeq: number;

  constructor(run: RunOutput, spool: RunSpool, secrets: SecretAutomaton) {
    this.#run = run;
    this.#spool = spool;
    this.#secrets = secrets;
    this.#firstSeq = spool.lastSeq + 1;
  }

  get evidence(): {
    excerpt: string;
    tests: TestCounter['counts'];
    log_from_seq: number | null;
    log_to_seq: number | null;
  } {
    const hasLines = this.#spool.lastSeq >= this.#firstSeq;
    return {
      excerpt: this.#excerpt.text,
      tests: this.#tests.counts,
      log_from_seq: hasLines ? this.#firstSeq : null,
      log_to_seq: hasLines ? this.#spool.lastSeq : null,
    };
  }

  /** The single tests that the step printed. */
  get tests(): ReadTests | null {
    return this.#printed.read();
  }

  /** Copies a stream into the spool until it ends; waits whenever the spool is full. */
  async pump(stream: 'stdout' | 'stderr', chunks: AsyncIterable<Buffer>, watch: PumpWatch): Promise<void> {
    const redactor = new Redactor(this.#secrets);
    const splitter = new LineSplitter((line) => this.#addLine(stream, line));
    const take = (bytes: Buffer): void => {
      if (bytes.length === 0) return;
      this.#spool.addOutput(bytes);
      splitter.write(bytes);
    };
    try {
      for await (const chunk of chunks) {
        take(redactor.write(this.#run.admit(chunk)));
        watch.chunks++;
        watch.waiting++;
        try {
          await this.#run.room();
        } finally {
          watch.waiting--;
        }
        if (this.#run.isOverLimit) watch.onLimit();
      }
    } finally {
      take(redactor.end());
      splitter.end();
    }
  }

  #addLine(stream: LogStream, line: string): void {
    this.#excerpt.add(line);
    this.#tests.add(line);
    this.#printed.add(line);
    this.#spool.addLine(stream, line);
  }
}
