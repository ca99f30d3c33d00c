import type { RunnerFrame } from '@overmind/contracts/frames/runner';
import { runnerUpdateLine } from '@overmind/domain/runners/start-line';
import { Backoff, monotonicMs, pause } from '../clock.ts';
import type { Log } from '../log.ts';
import { Channel, type ChannelOptions } from './channel.ts';

export interface LinkOptions extends ChannelOptions {
  /** Where the program of a runner comes from. */
  serverUrl: string;
  log: Log;
  onDown: () => void;
  /** The token is not accepted any more; the link does not try again. */
  onRevoked: (detail: string) => void;
}

/** Keeps one channel open, dialling again with growing, jittered pauses. */
export class Link implements AsyncDisposable {
  readonly #options: LinkOptions;
  readonly #stopping = new AbortController();
  #channel: Channel | null = null;
  #loop: Promise<void> | null = null;

  constructor(options: LinkOptions) {
    this.#options = options;
  }

  get isUp(): boolean {
    return this.#channel?.isWelcome ?? false;
  }

  start(): void {
    this.#loop ??= this.#run();
  }

  /** False when there is nobody to hear it. Accepted is not delivered: only an answer says so. */
  send(frame: RunnerFrame | Buffer): boolean {
    const channel = this.#channel;
    if (channel === null || !channel.isWelcome) return false;
    channel.send(frame);
    return true;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#channel?.close(1000, 'the runner stops');
    await this.#loop;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  get #howToUpdate(): string {
    const update = runnerUpdateLine(this.#options.serverUrl);
    return `The server gives this runner no work, as it is of another version. Update it in its folder: ${update}; then start it again.`;
  }

  async #run(): Promise<void> {
    const { limits, log, onWelcome, onDown, onRevoked } = this.#options;
    const { signal } = this.#stopping;
    const backoff = new Backoff(limits.reconnectMinMs, limits.reconnectMaxMs);
    while (!signal.aborted) {
      let welcomedAt: number | null = null as number | null;
      const channel = new Channel({
        ...this.#options,
        onWelcome: (welcome) => {
          log('info', 'Connected to the server.', { runner_id: welcome.runner_id });
          welcomedAt = monotonicMs();
          onWelcome(welcome);
        },
      });
      this.#channel = channel;
      const end = await channel.ended;
      this.#channel = null;
      onDown();
      if (end.kind === 'revoked') return onRevoked(end.detail);
      if (signal.aborted) return;
      // A server that drops us at once is not to be hammered.
      if (welcomedAt !== null && monotonicMs() - welcomedAt > limits.reconnectMinMs) backoff.reset();
      const waitMs = backoff.nextMs();
      const fields = { detail: end.detail, wait_ms: Math.round(waitMs) };
      if (end.kind === 'turned_away') log('error', this.#howToUpdate, fields);
      else log('warn', 'Not connected to the server; trying again.', fields);
      await pause(waitMs, signal);
    }
  }
}
