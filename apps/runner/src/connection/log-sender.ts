import type { Batch, LineLog, Position } from '../spool/line-log.ts';

const mostInFlight = 4;
const fullBatchBytes = 512 * 1024;
const fullBatchLines = 1_000;

export interface Lease {
  run_id: string;
  lease_token: string;
}

export interface LogWay {
  /** False when nobody listens. */
  send: (frame: Buffer) => boolean;
  onFault: (error: unknown) => void;
}

/**
 * Sends a run's lines from its disk in order. With nothing in flight a line leaves at once; while an answer is
 * awaited lines gather, so that batches grow with the distance to the server and with the flow.
 */
export class LogSender {
  readonly #lines: LineLog;
  readonly #prefix: string;
  readonly #way: LogWay;
  readonly #inFlight: Position[] = [];
  #cursor: Position;
  #isReading = false;
  #isAgain = false;
  #isClosed = false;
  #epoch = 0;
  #waiting: (() => void)[] = [];

  constructor(lines: LineLog, lease: Lease, way: LogWay) {
    this.#lines = lines;
    this.#cursor = lines.acked;
    this.#way = way;
    this.#prefix = JSON.stringify({
      type: 'log',
      run_id: lease.run_id,
      lease_token: lease.lease_token,
    }).slice(0, -1);
    lines.onGrowth = () => this.wake();
  }

  /** Sends what there is to send, if anyone listens. */
  wake(): void {
    if (this.#isReading) this.#isAgain = true;
    else void this.#pump();
  }

  /** A new connection: what was not acknowledged goes again. */
  restart(): void {
    this.#epoch++;
    this.#inFlight.length = 0;
    this.#cursor = this.#lines.acked;
    this.wake();
  }

  acknowledge(seq: number): void {
    let reached: Position | undefined;
    while (this.#inFlight[0] !== undefined && this.#inFlight[0].seq <= seq) reached = this.#inFlight.shift();
    if (reached === undefined) return;
    this.#lines.acknowledge(reached);
    this.#settle();
    this.wake();
  }

  /** Resolves when the server has every line, or when the sender is closed. */
  async drained(): Promise<void> {
    while (!this.#isClosed && this.#lines.acked.seq < this.#lines.lastSeq) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  close(): void {
    this.#isClosed = true;
    this.#lines.onGrowth = () => {};
    this.#settle();
  }

  #settle(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  async #pump(): Promise<void> {
    this.#isReading = true;
    try {
      do {
        this.#isAgain = false;
        while (await this.#sendNext());
      } while (this.#isAgain);
    } catch (error) {
      this.#way.onFault(error);
    } finally {
      this.#isReading = false;
    }
  }

  async #sendNext(): Promise<boolean> {
    if (this.#isClosed || this.#inFlight.length >= mostInFlight) return false;
    const epoch = this.#epoch;
    const batch = await this.#lines.readBatch(this.#cursor);
    if (epoch !== this.#epoch) return true;
    if (batch === null || this.#isClosed) return false;
    if (this.#inFlight.length > 0 && !isFull(batch)) return false;
    if (!this.#way.send(this.#frame(batch))) return false;
    this.#inFlight.push(batch.end);
    this.#cursor = batch.end;
    return true;
  }

  #frame(batch: Batch): Buffer {
    return Buffer.concat([
      Buffer.from(`${this.#prefix},"first_seq":${batch.firstSeq},"lines":[`),
      batch.body,
      Buffer.from(']}'),
    ]);
  }
}

const isFull = (batch: Batch): boolean =>
  batch.body.length >= fullBatchBytes || batch.end.seq - batch.firstSeq + 1 >= fullBatchLines;
