import type { RunnerFrame, ServerToRunnerFrame } from '@overmind/contracts/frames/runner';
import type { Core } from '@overmind/core/core';
import { listRunsToCancel, renew } from '@overmind/core/runs/leases';

type Leases = Extract<RunnerFrame, { type: 'heartbeat' }>['runs'];

/** Renews what a runner holds, and tells it what it has to stop. */
export class RunnerLeases {
  readonly #core: Core;
  readonly #runnerId: string;
  readonly #send: (frame: ServerToRunnerFrame) => void;

  constructor(core: Core, runnerId: string, send: (frame: ServerToRunnerFrame) => void) {
    this.#core = core;
    this.#runnerId = runnerId;
    this.#send = send;
  }

  async renew(leases: Leases, beat?: number): Promise<void> {
    const renewed = await renew(this.#core, this.#runnerId, leases);
    const runs = renewed.map(({ is_canceled: _canceled, ...lease }) => lease);
    this.#send({ type: 'leases', runs, ...(beat === undefined ? {} : { beat }) });
    // A cancel whose message was lost on the bus is repeated here.
    for (const lease of renewed) if (lease.is_canceled) this.cancel(lease.run_id);
  }

  async cancelWhatWasCanceled(): Promise<void> {
    for (const runId of await listRunsToCancel(this.#core, this.#runnerId)) this.cancel(runId);
  }

  cancel(runId: string, reason = 'Canceled by a person.'): void {
    this.#send({ type: 'cancel', run_id: runId, reason });
  }
}
