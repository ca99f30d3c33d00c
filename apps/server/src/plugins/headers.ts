import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../config.ts';

/** Headers that every answer carries. Pages bring their own content policy; data renders nothing. */
export async function registerHeaders(app: FastifyInstance, config: Config): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    referrerPolicy: { policy: 'no-referrer' },
    frameguard: { action: 'deny' },
    hsts: config.PUBLIC_URL?.startsWith('https:') ?? false,
  });
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    reply.header('permissions-policy', 'camera=(), geolocation=(), payment=(), usb=(), microphone=(self)');
    done();
  });
}

const isUnlimited = (url: string): boolean =>
  !url.startsWith('/api/') || /^\/api\/(health|ready)(\?|$)/.test(url);

/** By user where one is signed in, by run for its agent, else by address. Runners have their own bounds. */
export async function registerRateLimit(app: FastifyInstance, config: Config): Promise<void> {
  await app.register(rateLimit, {
    global: true,
    hook: 'preHandler',
    max: config.RATE_LIMIT_PER_MIN,
    timeWindow: 60_000,
    cache: 10_000,
    allowList: (request) => request.actor?.kind === 'runner' || isUnlimited(request.url),
    keyGenerator: ({ actor, ip }) =>
      actor?.kind === 'user' ? actor.userId : actor?.kind === 'agent' ? actor.runId : ip,
  });
}
