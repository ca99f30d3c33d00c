import { once } from 'node:events';
import { createServer } from 'node:net';

export interface PortLease extends Disposable {
  ports: readonly number[];
}

/** Ports that nobody listens on and that no other live run of this runner was given. */
export class PortPool {
  readonly #taken = new Set<number>();

  /** The ports are the holder's until the lease is disposed. */
  async lease(count: number): Promise<PortLease> {
    const ports: number[] = [];
    while (ports.length < count) {
      const port = await freePort();
      if (this.#taken.has(port)) continue;
      this.#taken.add(port);
      ports.push(port);
    }
    const giveBack = (): void => {
      for (const port of ports) this.#taken.delete(port);
    };
    return { ports, [Symbol.dispose]: giveBack };
  }
}

/** The system gives one that is free on every address. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('The system gave no port.');
  return address.port;
}

/** PORT, PORT_1, PORT_2, … */
export const portVariables = (ports: readonly number[]): Record<string, string> =>
  Object.fromEntries(ports.map((port, index) => [index === 0 ? 'PORT' : `PORT_${index}`, String(port)]));
