import type { SpeechUse } from '../speech.ts';
import { SpeechError } from '../speech-error.ts';
import { EngineProcess, type EngineProgram } from './engine-process.ts';
import type { FromEngines, ToEngines } from './protocol.ts';

/** The process ended while it worked on a job, by no fault that the job is known to have. */
export class ProcessGone extends Error {
  override readonly name = 'ProcessGone';
}

export interface AskedJob {
  take(message: FromEngines): void;
  gone(error: Error): void;
}

/** What a job says, without its number. */
export type Said = ToEngines extends infer Message
  ? Message extends unknown
    ? Omit<Message, 'id'>
    : never
  : never;

export interface Link {
  send(message: Said): void;
  /** Nothing is said to the job any more. */
  close(): void;
}

export interface HostSettings {
  /** What to start, looked at anew each time; rejects with `SpeechError` where there is nothing to start. */
  program: () => Promise<EngineProgram>;
  idleMs: number;
}

/** Keeps the process with the engines while there is work for it: starts it, ends it when idle, notices its death. */
export class EngineHost {
  readonly #settings: HostSettings;
  readonly #jobs = new Map<number, AskedJob>();
  #process: Promise<EngineProcess> | null = null;
  /** The one whose end is the end of all jobs. */
  #current: EngineProcess | null = null;
  /** What the current one is known to have loaded. */
  readonly #loaded = new Set<SpeechUse>();
  #idle: NodeJS.Timeout | null = null;
  #lastId = 0;
  #isStopped = false;

  constructor(settings: HostSettings) {
    this.#settings = settings;
  }

  /** Gives a job to the process, which is started where it is not there. */
  async link(job: AskedJob): Promise<Link> {
    if (this.#isStopped) throw new SpeechError('aborted', 'Speech is being stopped.');
    const id = ++this.#lastId;
    this.#jobs.set(id, job);
    if (this.#idle) clearTimeout(this.#idle);
    try {
      this.#process ??= this.#start();
      const running = await this.#process;
      // It may have been stopped, or have died, since.
      if (!this.#jobs.has(id)) throw new ProcessGone('it ended at once');
      return {
        send: (message) => running.send({ ...message, id } as ToEngines),
        close: () => this.#close(id),
      };
    } catch (error) {
      this.#close(id);
      throw error;
    }
  }

  /** Whether the process that runs is known to have loaded what hears or what speaks. */
  hasLoaded(use: SpeechUse): boolean {
    return this.#loaded.has(use);
  }

  /** For a job, when the process says something to it that only a loaded engine says. */
  noteLoaded(use: SpeechUse): void {
    this.#loaded.add(use);
  }

  /** The number of the process, where one runs. */
  async pid(): Promise<number | null> {
    return (await this.#process)?.pid ?? null;
  }

  /** Idempotent. Jobs that are under way end as aborted. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    if (this.#idle) clearTimeout(this.#idle);
    this.#endJobs(new SpeechError('aborted', 'Speech is being stopped.'));
    const running = await this.#process?.catch(() => null);
    await running?.stop();
  }

  async #start(): Promise<EngineProcess> {
    try {
      const program = await this.#settings.program();
      const started = new EngineProcess(program, (message) => this.#jobs.get(message.id)?.take(message));
      this.#setCurrent(started);
      void started.gone.then((why) => {
        if (this.#current === started) this.#forget(why);
      });
      return started;
    } catch (error) {
      this.#process = null;
      throw error;
    }
  }

  #forget(why: string): void {
    this.#process = null;
    this.#setCurrent(null);
    this.#endJobs(new ProcessGone(why));
  }

  #setCurrent(current: EngineProcess | null): void {
    this.#current = current;
    this.#loaded.clear();
  }

  #endJobs(error: Error): void {
    const jobs = [...this.#jobs.values()];
    this.#jobs.clear();
    for (const job of jobs) job.gone(error);
  }

  #close(id: number): void {
    this.#jobs.delete(id);
    if (this.#jobs.size > 0 || this.#isStopped) return;
    if (this.#idle) clearTimeout(this.#idle);
    this.#idle = setTimeout(() => void this.#unload(), this.#settings.idleMs);
    this.#idle.unref();
  }

  /** A job that comes while it ends gets a new one. */
  async #unload(): Promise<void> {
    const running = await this.#process;
    if (this.#jobs.size > 0) return;
    this.#process = null;
    this.#setCurrent(null);
    await running?.stop();
  }
}
