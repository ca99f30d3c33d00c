import type { IncomingMessage } from 'node:http';
import type { FastifyReply } from 'fastify';
import { type Config, isLoopback } from '../config.ts';

/** How the session cookie is named and guarded: `__Host-` and Secure wherever TLS is in front. */
export class SessionCookie {
  readonly #isSecure: boolean;
  readonly name: string;

  constructor(config: Pick<Config, 'PUBLIC_URL' | 'HOST' | 'TRUST_PROXY'>) {
    const isPlainLoopback = config.PUBLIC_URL === undefined && isLoopback(config.HOST) && !config.TRUST_PROXY;
    this.#isSecure = !isPlainLoopback && !config.PUBLIC_URL?.startsWith('http:');
    this.name = this.#isSecure ? '__Host-overmind_session' : 'overmind_session';
  }

  set(reply: FastifyReply, token: string, expiresAt: string): void {
    const options = { httpOnly: true, sameSite: 'lax', path: '/', secure: this.#isSecure } as const;
    reply.setCookie(this.name, token, { ...options, expires: new Date(expiresAt) });
  }

  clear(reply: FastifyReply): void {
    reply.clearCookie(this.name, { httpOnly: true, sameSite: 'lax', path: '/', secure: this.#isSecure });
  }

  find(request: Pick<IncomingMessage, 'headers'>): string | null {
    for (const part of (request.headers.cookie ?? '').split(';')) {
      const [name, ...value] = part.trim().split('=');
      if (name === this.name) return value.join('=');
    }
    return null;
  }
}

/** The secret a request carries: a bearer header first, then the cookie. */
export function findSecret(request: Pick<IncomingMessage, 'headers'>, cookie: SessionCookie): string | null {
  const [scheme, token] = (request.headers.authorization ?? '').split(' ');
  if (scheme?.toLowerCase() === 'bearer' && token) return token;
  return cookie.find(request);
}
