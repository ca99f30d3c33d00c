import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** The network between a runner and its server, which can be cut or held and is put right again. */
export class Wire implements AsyncDisposable {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #state: 'whole' | 'cut' | 'held' = 'whole';
  #held: (() => void)[] = [];
  #targetPort = 0;

  private constructor(server: Server) {
    this.#server = server;
    server.on('connection', (client) => this.#accept(client));
  }

  static async open(): Promise<Wire> {
    const server = createServer({ pauseOnConnect: true }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Wire(server);
  }

  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  leadTo(port: number): void {
    this.#targetPort = port;
  }

  /** Every connection breaks, and each new one at once. */
  cut(): void {
    this.#state = 'cut';
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Connections stay open and nothing comes through: packets that are lost. */
  hold(): void {
    this.#state = 'held';
    for (const socket of this.#sockets) socket.pause();
  }

  restore(): void {
    this.#state = 'whole';
    for (const socket of this.#sockets) socket.resume();
    for (const open of this.#held.splice(0)) open();
  }

  #accept(client: Socket): void {
    this.#own(client);
    if (this.#state === 'cut') client.destroy();
    else if (this.#state === 'held') this.#held.push(() => this.#join(client));
    else this.#join(client);
  }

  #join(client: Socket): void {
    if (client.destroyed) return;
    const server = connect(this.#targetPort, '127.0.0.1');
    this.#own(server);
    this.#pass(client, server);
    this.#pass(server, client);
    client.resume();
  }

  /** By hand, because a pipe would undo a pause. */
  #pass(from: Socket, to: Socket): void {
    from.on('data', (bytes) => {
      if (to.write(bytes)) return;
      from.pause();
      to.once('drain', () => this.#state === 'held' || from.resume());
    });
    from.on('close', () => to.destroy());
    from.on('end', () => to.end());
  }

  #own(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => {}); // A close follows.
    socket.on('close', () => this.#sockets.delete(socket));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
