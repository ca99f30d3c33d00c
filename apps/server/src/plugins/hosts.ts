import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppError } from '@overmind/contracts/errors';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../config.ts';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Exact hosts and origins that this server answers to; foreign ones could be DNS rebinding or another site. */
export class AllowedHosts {
  readonly #config: Config;
  readonly #server: Server;

  constructor(config: Config, server: Server) {
    this.#config = config;
    this.#server = server;
  }

  #own(): string[] {
    const address = this.#server.address() as AddressInfo | null;
    const port = address?.port ?? this.#config.PORT;
    const host = this.#config.HOST.toLowerCase();
    const names = [...new Set(['localhost', '127.0.0.1', '[::1]', host.includes(':') ? `[${host}]` : host])];
    return port === 80
      ? [...names, ...names.map((name) => `${name}:80`)]
      : names.map((name) => `${name}:${port}`);
  }

  allowsHost(host: string | undefined): boolean {
    if (host === undefined) return false;
    const fromUrl = this.#config.PUBLIC_URL === undefined ? [] : [new URL(this.#config.PUBLIC_URL).host];
    return [...this.#own(), ...fromUrl, ...this.#config.ALLOWED_HOSTS].includes(host.toLowerCase());
  }

  /** Programs send no Origin; browsers always do on writes and sockets. */
  allowsOrigin(origin: string | undefined): boolean {
    if (origin === undefined) return true;
    const fromUrl = this.#config.PUBLIC_URL === undefined ? [] : [new URL(this.#config.PUBLIC_URL).origin];
    const own = this.#own().map((host) => `http://${host}`);
    return [...own, ...fromUrl, ...this.#config.ALLOWED_ORIGINS].includes(origin.toLowerCase());
  }

  /** Throws for a request that this server does not answer. */
  check(
    request: Pick<IncomingMessage, 'headers' | 'method'>,
    isWrite = !safeMethods.has(request.method ?? 'GET'),
  ): void {
    if (!this.allowsHost(request.headers.host)) {
      throw new AppError(
        'host_refused',
        'This host name is not served here. Add it to ALLOWED_HOSTS if it should be.',
      );
    }
    if (isWrite && !this.allowsOrigin(request.headers.origin)) {
      throw new AppError(
        'origin_refused',
        'This request comes from another site. Add it to ALLOWED_ORIGINS if it should work.',
      );
    }
  }
}

export function registerHostCheck(app: FastifyInstance, hosts: AllowedHosts): void {
  app.addHook('onRequest', (request, _reply, done) => {
    hosts.check(request.raw);
    done();
  });
}
