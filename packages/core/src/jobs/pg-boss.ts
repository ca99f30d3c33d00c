import { type JobData, type JobName, jobs as jobSchemas } from '@overmind/contracts/jobs';
import type { Tx } from '@overmind/db/database';
import { CompiledQuery } from 'kysely';
import { type Job, type JobResult, PgBoss } from 'pg-boss';
import { type Bus, topics } from '../bus/bus.ts';
import type { Log } from '../log.ts';
import type { JobHandlers, Jobs } from './jobs.ts';

const names = Object.keys(jobSchemas) as JobName[];
const deadLetter = 'dead.letter';
const workersPerQueue = 2;
const mostSeconds = 120;

interface Policy<N extends JobName> {
  /** So many are taken at once, and done one after the other. */
  batchSize: number;
  /** Workers of a node; 2 when absent. */
  workers?: number;
  /** After so long a job counts as failed although its worker lives; 120 when absent. */
  expireInSeconds?: number;
  /** The higher comes first. */
  priority?: (data: JobData<N>) => number;
}

const short: Policy<JobName> = { batchSize: 10 };
/** Of jobs that may take long: none of them waits behind another that was taken along with it. */
const policies: { [N in JobName]?: Policy<N> } = {
  // They wait for models most of the time.
  'discussion.step': { batchSize: 1, workers: 4, expireInSeconds: 3_600 },
  'request.plan': { batchSize: 1, workers: 4 },
  // As many providers at once; each fetches one after the other.
  'model.pull': { batchSize: 1, workers: 6, expireInSeconds: 82_800 },
  'recording.transcribe': {
    batchSize: 1,
    priority: ({ is_turn, is_asked }) => (is_turn === true ? 2 : is_asked === true ? 1 : 0),
  },
};
const policyOf = <N extends JobName>(name: N): Policy<N> => policies[name] ?? short;

export interface PgBossJobsOptions {
  connectionString: string;
  bus: Bus;
  log: Log;
  /** Only a node with the worker role looks after the queue's upkeep. */
  isWorker: boolean;
  /** How often a worker looks by itself, in case a wake-up is lost. */
  pollingIntervalS?: number;
}

/**
 * pg-boss behind our interface. A worker is woken by our bus after the commit rather than by NOTIFY inside
 * it, which would halve the commit rate; its own polling is the safety net when a wake-up is lost.
 */
export class PgBossJobs implements Jobs {
  readonly #boss: PgBoss;
  readonly #bus: Bus;
  readonly #log: Log;
  readonly #pollingIntervalS: number;
  readonly #unsubscribe: (() => void)[] = [];

  constructor(options: PgBossJobsOptions) {
    this.#bus = options.bus;
    this.#log = options.log;
    this.#pollingIntervalS = options.pollingIntervalS ?? 2;
    this.#boss = new PgBoss({
      connectionString: options.connectionString,
      application_name: 'overmind-jobs',
      max: options.isWorker ? 6 : 2,
      supervise: options.isWorker,
      schedule: false,
      superviseIntervalSeconds: 5,
      monitorIntervalSeconds: 5,
      persistWarnings: false,
    });
    this.#boss.on('error', (error) => this.#log.warn({ err: error }, 'the job queue had an error'));
  }

  async start(): Promise<void> {
    await this.#boss.start();
    await this.#boss.createQueue(deadLetter, { retentionSeconds: 14 * 86_400 });
    for (const name of names) {
      await this.#boss.createQueue(name, {
        retryLimit: 2,
        retryDelay: 1,
        retryBackoff: true,
        expireInSeconds: policyOf(name).expireInSeconds ?? mostSeconds,
        heartbeatSeconds: 10,
        deadLetter,
      });
    }
  }

  async enqueue<N extends JobName>(tx: Tx, name: N, data: JobData<N>, startAfter?: Date): Promise<void> {
    const executeSql = async (text: string, values?: unknown[]) => {
      const result = await tx.executeQuery(CompiledQuery.raw(text, values ?? []));
      return { rows: result.rows as unknown[], rowCount: result.rows.length };
    };
    await this.#boss.send(name, data, {
      db: { executeSql },
      priority: policyOf(name).priority?.(data) ?? 0,
      ...(startAfter === undefined ? {} : { startAfter }),
    });
  }

  async work(handlers: JobHandlers): Promise<void> {
    for (const name of names) {
      const workers = policyOf(name).workers ?? workersPerQueue;
      for (let index = 0; index < workers; index += 1) await this.#workOn(name, handlers);
    }
  }

  async #workOn<N extends JobName>(name: N, handlers: JobHandlers): Promise<void> {
    const options = {
      batchSize: policyOf(name).batchSize,
      burstWhenBatchFull: true,
      pollingIntervalSeconds: this.#pollingIntervalS,
      perJobResults: true,
    } as const;
    const runJob = async (job: Job): Promise<JobResult> => {
      try {
        await handlers[name](jobSchemas[name].parse(job.data) as JobData<N>);
        return { id: job.id, status: 'completed' };
      } catch (error) {
        this.#log.error({ err: error, job: name }, 'a job failed and will be tried again');
        return { id: job.id, status: 'failed', output: { message: String(error) } };
      }
    };
    const workerId = await this.#boss.work(name, options, async (batch: Job[]) => {
      const results: JobResult[] = [];
      for (const job of batch) results.push(await runJob(job));
      return results;
    });
    this.#unsubscribe.push(this.#bus.subscribe(topics.job(name), () => this.#boss.notifyWorker(workerId)));
  }

  async stop(): Promise<void> {
    for (const unsubscribe of this.#unsubscribe.splice(0)) unsubscribe();
    await this.#boss.stop({ graceful: true, timeout: 8_000 });
  }
}
