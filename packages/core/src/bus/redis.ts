import { createClient } from 'redis';
import type { Log } from '../log.ts';
import type { Bus } from './bus.ts';

type Client = ReturnType<typeof createClient>;

const maxReconnectDelayMs = 2_000;
/** How long a start waits for Redis before it goes on without. */
const startWaitMs = 2_000;

interface Topic {
  receivers: Set<(message: string) => void>;
  hear: (message: string) => void;
  /** A subscription that was under way when Redis went is lost; the client repeats only those it made. */
  isLost: boolean;
}

/** Between nodes, over Redis pub/sub. Redis is disposable: while it is away, gateways read the database. */
export class RedisBus implements Bus {
  readonly kind = 'redis';
  readonly #publisher: Client;
  readonly #subscriber: Client;
  readonly #log: Log;
  readonly #prefix: string;
  readonly #topics = new Map<string, Topic>();
  readonly #reconnected = new Set<() => void>();
  #wasAway = false;

  /** `prefix` goes before each channel: installations that share a Redis need one each. */
  constructor(url: string, log: Log, prefix: string) {
    this.#log = log;
    this.#prefix = prefix;
    const socket = {
      reconnectStrategy: (retries: number) =>
        Math.min(50 * 2 ** retries, maxReconnectDelayMs) * (0.5 + Math.random() / 2),
    };
    this.#publisher = createClient({ url, socket, disableOfflineQueue: true });
    this.#subscriber = createClient({ url, socket });
    for (const client of [this.#publisher, this.#subscriber]) {
      client.on('error', () => this.#markAway());
      client.on('ready', () => this.isConnected && void this.#return());
    }
  }

  get isConnected(): boolean {
    return this.#publisher.isReady && this.#subscriber.isReady;
  }

  #markAway(): void {
    if (this.#wasAway) return;
    this.#wasAway = true;
    this.#log.warn('Redis is away; live updates come from the database until it is back');
  }

  async #return(): Promise<void> {
    const lost = [...this.#topics].filter(([, topic]) => topic.isLost);
    await Promise.all(lost.map(([name, topic]) => this.#listen(name, topic)));
    if (!lost.some(([, topic]) => topic.isLost)) this.#markBack();
  }

  #markBack(): void {
    if (!this.#wasAway) return;
    this.#wasAway = false;
    this.#log.info('Redis is back');
    for (const callback of this.#reconnected) callback();
  }

  publish(topic: string, message: string): void {
    // A lost message delays an event and loses none; markAway has told of it.
    this.#publisher.publish(this.#prefix + topic, message).catch(() => this.#markAway());
  }

  subscribe(topic: string, receive: (message: string) => void): () => void {
    const joined = this.#topics.get(topic) ?? this.#open(topic);
    joined.receivers.add(receive);
    return () => {
      joined.receivers.delete(receive);
      if (joined.receivers.size > 0 || this.#topics.get(topic) !== joined) return;
      this.#topics.delete(topic);
      // Named, since the client would else forget another who joins the topic before Redis has answered.
      this.#subscriber.unsubscribe(this.#prefix + topic, joined.hear).catch(() => this.#markAway());
    };
  }

  #open(name: string): Topic {
    const receivers: Topic['receivers'] = new Set();
    const hear = (message: string) => {
      for (const receive of receivers) receive(message);
    };
    const topic = { receivers, hear, isLost: false };
    this.#topics.set(name, topic);
    void this.#listen(name, topic);
    return topic;
  }

  async #listen(name: string, topic: Topic): Promise<void> {
    topic.isLost = false;
    try {
      await this.#subscriber.subscribe(this.#prefix + name, topic.hear);
    } catch {
      topic.isLost = true;
      this.#markAway();
    }
  }

  onReconnect(callback: () => void): () => void {
    this.#reconnected.add(callback);
    return () => this.#reconnected.delete(callback);
  }

  /** Resolves when Redis is there, or soon after in any case: a Redis that is away comes later. */
  async start(): Promise<void> {
    const connected = Promise.all([this.#publisher.connect(), this.#subscriber.connect()]);
    // Rejects only when `stop` comes first.
    connected.catch(() => this.#markAway());
    let timer: NodeJS.Timeout | undefined;
    const waited = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, startWaitMs);
    });
    await Promise.race([connected, waited]);
    clearTimeout(timer);
  }

  stop(): Promise<void> {
    this.#topics.clear();
    this.#publisher.destroy();
    this.#subscriber.destroy();
    return Promise.resolve();
  }
}
