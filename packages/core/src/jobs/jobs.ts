import type { JobData, JobName } from '@overmind/contracts/jobs';
import type { Tx } from '@overmind/db/database';

export type JobHandlers = { [N in JobName]: (data: JobData<N>) => Promise<void> };

/** The queue, on the same database: a job is added by the transaction that needs it, or not at all. */
export interface Jobs {
  start(): Promise<void>;
  enqueue<N extends JobName>(tx: Tx, name: N, data: JobData<N>, startAfter?: Date): Promise<void>;
  /** Begins working; call once. */
  work(handlers: JobHandlers): Promise<void>;
  stop(): Promise<void>;
}
