import { Backoff, pause } from '../clock.ts';
import type { Limits } from '../limits.ts';
import { type Log, messageOf } from '../log.ts';
import { listRecordings, readRecording, removeRecording } from './recording.ts';
import type { RecordingUpload } from './upload.ts';

export interface RecordingDeliveryOptions {
  /** Where recordings lie until the server has them. */
  folder: string;
  upload: RecordingUpload;
  limits: Pick<Limits, 'retryMinMs' | 'retryMaxMs'>;
  log: Log;
  /** Those that are still written to. */
  live: () => ReadonlySet<string>;
}

/** Brings recordings to the server, each until it has it. */
export class RecordingDelivery {
  readonly #options: RecordingDeliveryOptions;
  readonly #stopping = new AbortController();
  #delivery: Promise<void> | null = null;
  #isAgain = false;

  constructor(options: RecordingDeliveryOptions) {
    this.#options = options;
  }

  /** Sends what the server does not have yet; returns at once. */
  start(): void {
    if (this.#delivery !== null) {
      this.#isAgain = true;
      return;
    }
    this.#delivery = this.#deliverAll().finally(() => {
      this.#delivery = null;
      if (this.#isAgain && !this.#stopping.signal.aborted) {
        this.#isAgain = false;
        this.start();
      }
    });
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#delivery;
  }

  async #deliverAll(): Promise<void> {
    const { folder, upload, limits, log, live } = this.#options;
    const { signal } = this.#stopping;
    const backoff = new Backoff(limits.retryMinMs, limits.retryMaxMs);
    while (!signal.aborted) {
      const ids = await listRecordings(folder, live());
      if (ids.length === 0) return;
      try {
        for (const id of ids) {
          const isSettled = await upload(await readRecording(folder, id), signal);
          if (isSettled) await removeRecording(folder, id);
        }
        continue;
      } catch (error) {
        log('debug', 'A recording could not be sent yet.', { error: messageOf(error) });
      }
      await pause(backoff.nextMs(), signal);
    }
  }
}
