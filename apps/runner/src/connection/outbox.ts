import { randomUUID } from 'node:crypto';
import type { ErrorCode } from '@overmind/contracts/errors';
import type { RunnerFrame } from '@overmind/contracts/frames/runner';

type Answered = Extract<RunnerFrame, { frame_id: string }>;
type WithoutId<T> = T extends unknown ? Omit<T, 'frame_id'> : never;
export type Statement = WithoutId<Answered>;
type WithoutLease<T> = T extends unknown ? Omit<T, 'run_id' | 'lease_token'> : never;
/** One that its run still has to put its lease on. */
export type RunStatement = WithoutLease<Statement>;
export type Answer = { kind: 'acked' } | { kind: 'refused'; code: ErrorCode; detail: string };

interface Pending {
  frame: Answered;
  settle: (answer: Answer) => void;
}

/** Frames that the server answers one by one: kept until it has, and sent again after each welcome. */
export class Outbox {
  readonly #send: (frame: RunnerFrame) => boolean;
  readonly #pending = new Map<string, Pending>();

  constructor(send: (frame: RunnerFrame) => boolean) {
    this.#send = send;
  }

  /** Never rejects; stays pending for as long as the server is away, unless the run is dropped. */
  say(statement: Statement): Promise<Answer> {
    const frame: Answered = { ...statement, frame_id: randomUUID() };
    // Of a run's states only the last one matters.
    if (frame.type === 'state') this.#forgetStates(frame.run_id);
    return new Promise((settle) => {
      this.#pending.set(frame.frame_id, { frame, settle });
      this.#send(frame);
    });
  }

  settle(frameId: string, answer: Answer): void {
    const pending = this.#pending.get(frameId);
    this.#pending.delete(frameId);
    pending?.settle(answer);
  }

  resend(): void {
    for (const { frame } of this.#pending.values()) this.#send(frame);
  }

  /** Ends what is pending for a run that lost its right to speak. */
  dropRun(runId: string): void {
    for (const { frame } of [...this.#pending.values()]) {
      if (frame.run_id === runId)
        this.settle(frame.frame_id, { kind: 'refused', code: 'stale_lease', detail: 'The lease was lost.' });
    }
  }

  #forgetStates(runId: string): void {
    for (const { frame } of [...this.#pending.values()]) {
      if (frame.type === 'state' && frame.run_id === runId) this.settle(frame.frame_id, { kind: 'acked' });
    }
  }
}
