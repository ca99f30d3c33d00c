import type { RunSpool } from '../spool/run-spool.ts';
import { type Lease, LogSender, type LogWay } from './log-sender.ts';

/** Sends both numbered logs of a run: its lines and its transcript. */
export class RunSenders {
  readonly lines: LogSender;
  readonly transcript: LogSender;

  constructor(spool: RunSpool, lease: Lease, way: LogWay) {
    this.lines = new LogSender('log', spool.lines, lease, way);
    this.transcript = new LogSender('transcript', spool.transcript, lease, way);
  }

  restart(): void {
    this.lines.restart();
    this.transcript.restart();
  }

  /** Resolves when the server has all of both, or when they are closed. */
  async drained(): Promise<void> {
    await Promise.all([this.lines.drained(), this.transcript.drained()]);
  }

  close(): void {
    this.lines.close();
    this.transcript.close();
  }
}
