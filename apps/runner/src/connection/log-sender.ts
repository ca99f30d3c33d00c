import type { Batch, NumberedLog, Position } from '../spool/numbered-log.ts';

const mostInFlight = 4;
const fullBatchBytes = 512 * 1024;

/** How the records of a log are said: the type of their frame, its list, and when a batch is worth sending early. */
const frameShapes = {
  log: { list: 'lines', fullBatch: 1_000 },
  transcript: { list: 'steps', fullBatch: 250 },
} as const;

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
 * Sends a run's records from its disk in order. With nothing in flight a record leaves at once; while an answer is
 * awaited records gather, so that batches grow with the distance to the server and with the flow.
 */
export class LogSender {
  readonly #lines: NumberedLog<object>;
  readonly #shape: (typeof frameShapes)[keyof typeof frameShapes];
  readonly #prefix: string;
  readonly #way: LogWay;
  readonly #inFlight: Position[] = [];
  #cursor: Position;
  #isReading = false;
  #isAgain = false;
  #isClosed = false;
  #epoch = 0;
  #waiting: (() => void)[] = [];

  constructor(type: keyof typeof frameShapes, lines: NumberedLog<object>, lease: Lease, way: LogWay) {
    this.#lines = lines;
    this.#shape = frameShapes[type];
    this.#cursor = lines.acked;
    this.#way = way;
    this.#prefix = JSON.stringify({
      type,
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

  /** Resolves when the server has every record, or when the sender is closed. */
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
    if (this.#inFlight.length > 0 && !this.#isFull(batch)) return false;
    if (!this.#way.send(this.#frame(batch))) return false;
    this.#inFlight.push(batch.end);
    this.#cursor = batch.end;
    return true;
  }

  #isFull({ body, end, firstSeq }: Batch): boolean {
    return body.length >= fullBatchBytes || end.seq - firstSeq + 1 >= this.#shape.fullBatch;
  }

  #frame(batch: Batch): Buffer {
    return Buffer.concat([
      Buffer.from(`${this.#prefix},"first_seq":${batch.firstSeq},"${this.#shape.list}":[`),
      batch.body,
      Buffer.from(']}'),
    ]);
  }
}
