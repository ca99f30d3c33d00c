import { createClient } from 'redis';
import type { Log } from '../log.ts';
import type { Bus } from './bus.ts';

type Client = ReturnType<typeof createClient>;

const maxReconnectDelayMs = 2_000;
const prefix = 'overmind:';

/** Between nodes, over Redis pub/sub. Redis is disposable: while it is away, gateways read the database. */
export class RedisBus implements Bus {
  readonly kind = 'redis';
  readonly #publisher: Client;
  readonly #subscriber: Client;
  readonly #log: Log;
  readonly #receivers = new Map<string, Set<(message: string) => void>>();
  readonly #reconnected = new Set<() => void>();
  #wasAway = false;

  constructor(url: string, log: Log) {
    this.#log = log;
    const socket = {
      reconnectStrategy: (retries: number) =>
        Math.min(50 * 2 ** retries, maxReconnectDelayMs) * (0.5 + Math.random() / 2),
    };
    this.#publisher = createClient({ url, socket, disableOfflineQueue: true });
    this.#subscriber = createClient({ url, socket });
    for (const client of [this.#publisher, this.#subscriber]) client.on('error', () => this.#markAway());
    this.#subscriber.on('ready', () => this.#markBack());
  }

  get isConnected(): boolean {
    return this.#publisher.isReady && this.#subscriber.isReady;
  }

  #markAway(): void {
    if (this.#wasAway) return;
    this.#wasAway = true;
    this.#log.warn('Redis is away; live updates come from the database until it is back');
  }

  #markBack(): void {
    if (!this.#wasAway) return;
    this.#wasAway = false;
    this.#log.info('Redis is back');
    for (const callback of this.#reconnected) callback();
  }

  publish(topic: string, message: string): void {
    // A lost message delays an event and loses none; markAway has told of it.
    this.#publisher.publish(prefix + topic, message).catch(() => this.#markAway());
  }

  subscribe(topic: string, receive: (message: string) => void): () => void {
    const known = this.#receivers.get(topic);
    const receivers = known ?? new Set();
    receivers.add(receive);
    if (!known) {
      this.#receivers.set(topic, receivers);
      this.#subscriber
        .subscribe(prefix + topic, (message) => {
          for (const each of receivers) each(message);
        })
        .catch(() => this.#markAway());
    }
    return () => {
      receivers.delete(receive);
      if (receivers.size > 0 || this.#receivers.get(topic) !== receivers) return;
      this.#receivers.delete(topic);
      this.#subscriber.unsubscribe(prefix + topic).catch(() => this.#markAway());
    };
  }

  onReconnect(callback: () => void): () => void {
    this.#reconnected.add(callback);
    return () => this.#reconnected.delete(callback);
  }

  async start(): Promise<void> {
    await Promise.all([this.#publisher.connect(), this.#subscriber.connect()]);
  }

  stop(): Promise<void> {
    this.#receivers.clear();
    this.#publisher.destroy();
    this.#subscriber.destroy();
    return Promise.resolve();
  }
}
