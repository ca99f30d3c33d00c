import type { Bus } from './bus.ts';

/** For one process that holds every role. */
export class InProcessBus implements Bus {
  readonly kind = 'in_process';
  readonly isConnected = true;
  readonly #receivers = new Map<string, Set<(message: string) => void>>();

  publish(topic: string, message: string): void {
    const receivers = this.#receivers.get(topic);
    if (!receivers) return;
    // After the caller's own work, as a bus between processes would.
    for (const receive of receivers) setImmediate(() => receivers.has(receive) && receive(message));
  }

  subscribe(topic: string, receive: (message: string) => void): () => void {
    const receivers = this.#receivers.get(topic) ?? new Set();
    this.#receivers.set(topic, receivers);
    receivers.add(receive);
    return () => {
      receivers.delete(receive);
      if (receivers.size === 0 && this.#receivers.get(topic) === receivers) this.#receivers.delete(topic);
    };
  }

  onReconnect(): () => void {
    return () => {};
  }

  start(): Promise<void> {
    return Promise.resolve();
  }

  stop(): Promise<void> {
    this.#receivers.clear();
    return Promise.resolve();
  }
}
