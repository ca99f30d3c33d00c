import { lookup as systemLookup } from 'node:dns/promises';
import { rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type AllowedHosts, normalHost, type Target } from './allowed-hosts.ts';
import { forward } from './forward.ts';

export type Lookup = (host: string) => Promise<readonly string[]>;

export interface ProxyOptions {
  /** Where it listens: a unix socket, so that nothing else on the machine can use it. */
  socketPath: string;
  hosts: AllowedHosts;
  /** Told with a sentence, once for each host and port. */
  onBlocked: (sentence: string) => void;
  lookup?: Lookup;
  /** How long the head of a request may take to arrive. */
  headMs?: number;
}

const connectMs = 30_000;
const headMs = 30_000;
const mostHeadBytes = 16 * 1024;
/** More are turned away: open files of the runner are not the agent's to use up. */
const mostConnections = 512;
/** When one side of a tunnel has said all, the other may be silent for so long. */
const halfOpenMs = 120_000;
/** So many different places are told; a scan must not fill the log. */
const mostTold = 200;

/**
 * The only way out for an agent whose hosts are listed: an HTTP proxy with CONNECT. A name is judged as it was asked
 * for, looked up once, and its address judged again and connected to, so that no second answer can differ.
 */
export class AllowListProxy implements AsyncDisposable {
  readonly #options: ProxyOptions;
  readonly #server: Server;
  readonly #sockets = new Set<Duplex>();
  readonly #told = new Set<string>();

  constructor(options: ProxyOptions) {
    this.#options = options;
    const timeout = options.headMs ?? headMs;
    const bounds = { maxHeaderSize: mostHeadBytes, headersTimeout: timeout, requestTimeout: 0 };
    const connectionsCheckingInterval = Math.min(timeout, 5_000);
    this.#server = createServer({ ...bounds, connectionsCheckingInterval }, (incoming, response) => {
      void this.#forward(incoming, response);
    });
    this.#server.maxConnections = mostConnections;
    this.#server.on('connect', (incoming, socket, head) => void this.#tunnel(incoming, socket, head));
    this.#server.on('connection', (socket) => this.#own(socket));
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(this.#options.socketPath, resolve);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
    await rm(this.#options.socketPath, { force: true });
  }

  /** `head` is what came together with the request: it is of the tunnel already. */
  async #tunnel(incoming: IncomingMessage, client: Duplex, head: Buffer): Promise<void> {
    const target = parseTarget(incoming.url ?? '');
    const upstream = target === null ? null : await this.#open(target);
    if (upstream === null || target === null) {
      const words = target === null ? 'Give a host and a port.' : blocked(target);
      client.end(`HTTP/1.1 403 Forbidden\r\ncontent-type: text/plain\r\nconnection: close\r\n\r\n${words}\n`);
      return;
    }
    if (upstream === 'unreachable')
      return void client.end('HTTP/1.1 502 Bad Gateway\r\nconnection: close\r\n\r\n');
    client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    if (head.length > 0) upstream.write(head);
    const quiet = (): void => void upstream.setTimeout(halfOpenMs, () => upstream.destroy());
    const ways = [pipeline(client, upstream), pipeline(upstream, client)];
    // Either side may break off at any time; then both end.
    await Promise.all(ways.map((way) => way.then(quiet))).catch(() => {});
    upstream.destroy();
    client.destroy();
  }

  /** `GET http://host/…`, for clients that do not tunnel plain HTTP. */
  async #forward(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = URL.canParse(incoming.url ?? '') ? new URL(incoming.url ?? '') : null;
    if (url?.protocol !== 'http:') return void response.writeHead(400).end('This is a proxy.\n');
    const target = { host: url.hostname, port: Number(url.port || 80) };
    const upstream = await this.#open(target);
    if (upstream === null) return void response.writeHead(403).end(`${blocked(target)}\n`);
    if (upstream === 'unreachable') return void response.writeHead(502).end();
    forward(incoming, response, { url, upstream });
  }

  /** A connection to where the target is; null when it may not be reached. */
  async #open(target: Target): Promise<Socket | 'unreachable' | null> {
    const { hosts, lookup = lookUp } = this.#options;
    if (!hosts.allows(target)) return this.#refuse(target);
    const addresses = await lookup(normalHost(target.host)).catch(() => []);
    if (addresses.length === 0) return 'unreachable';
    const admitted = addresses.filter((address) => hosts.allowsAddress(target, address));
    if (admitted.length === 0) return this.#refuse(target);
    for (const address of admitted) {
      const socket = await this.#dial(address, target.port);
      if (socket !== null) return socket;
    }
    return 'unreachable';
  }

  #refuse(target: Target): null {
    const place = placeOf(target);
    if (this.#told.has(place) || this.#told.size >= mostTold) return null;
    this.#told.add(place);
    this.#options.onBlocked(blocked(target));
    return null;
  }

  #dial(host: string, port: number): Promise<Socket | null> {
    const socket = connect({ host, port, timeout: connectMs, allowHalfOpen: true, keepAlive: true });
    this.#own(socket);
    return new Promise((resolve) => {
      socket.once('connect', () => {
        socket.setTimeout(0);
        resolve(socket);
      });
      socket.once('timeout', () => socket.destroy());
      socket.once('close', () => resolve(null));
    });
  }

  #own(socket: Duplex): void {
    this.#sockets.add(socket);
    socket.on('error', () => {}); // Seen as the end of the stream by whoever uses it.
    socket.once('close', () => this.#sockets.delete(socket));
  }
}

async function lookUp(host: string): Promise<string[]> {
  return (await systemLookup(host, { all: true })).map(({ address }) => address);
}

const placeOf = ({ host, port }: Target): string =>
  `${host.replace(/[^\w.:[\]-]/g, '?').slice(0, 255)}:${port}`;
const blocked = (target: Target): string => `Blocked: ${placeOf(target)} is not in the agent's allowed hosts`;

function parseTarget(text: string): Target | null {
  const found = /^(\[[0-9a-f:.%]+\]|[^:/\s@]+):(\d{1,5})$/i.exec(text);
  const port = Number(found?.[2]);
  return found === null || port < 1 || port > 65_535
    ? null
    : { host: (found[1] ?? '').replace(/^\[|\]$/g, ''), port };
}
