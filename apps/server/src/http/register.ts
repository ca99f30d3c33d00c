import { Readable } from 'node:stream';
import { AppError } from '@overmind/contracts/errors';
import { allRoutes } from '@overmind/contracts/routes/all';
import type { AnyRoute } from '@overmind/contracts/routes/route';
import type { Actor } from '@overmind/core/call';
import type { Core } from '@overmind/core/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { SessionCookie } from '../plugins/credentials.ts';
import { admit, findActor } from '../plugins/policy.ts';
import { parseBody, requireSane } from './body.ts';
import type { Handler } from './handle.ts';
import { validate } from './validate.ts';

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor;
  }
}

/** A route that nobody serves, is served twice, or says nothing of who may call it stops the start. */
function requireComplete(handlers: readonly Handler[]): void {
  const served = handlers.map((handler) => handler.route.id);
  const missing = allRoutes.filter((route) => !served.includes(route.id)).map((route) => route.id);
  const doubled = served.filter((id, index) => served.indexOf(id) !== index);
  const open = handlers
    .filter((handler) => handler.route.policy?.kind === undefined)
    .map((handler) => handler.route.id);
  if (missing.length + doubled.length + open.length === 0) return;
  throw new Error(`routes not served: [${missing}], served twice: [${doubled}], without a policy: [${open}]`);
}

function readQuery(route: AnyRoute, request: FastifyRequest): unknown {
  const query = request.query as Record<string, unknown>;
  const repeated = Object.keys(query).find((name) => Array.isArray(query[name]));
  if (repeated !== undefined)
    throw new AppError('malformed', `The query names "${repeated}" more than once.`);
  requireSane(query);
  return validate(route.query, query, 'malformed');
}

const mediaTypes = {
  json: 'application/json',
  bytes: 'application/octet-stream',
  multipart: 'multipart/form-data',
} as const;

const isForm = (request: FastifyRequest): boolean =>
  /^multipart\/form-data(;|$)/i.test(request.headers['content-type'] ?? '');

function requireBodyKind(route: AnyRoute, request: FastifyRequest): void {
  const stream = isForm(request) ? 'multipart' : 'bytes';
  const kind = request.body instanceof Readable ? stream : 'json';
  if (kind === route.bodyKind) return;
  throw new AppError('unsupported_media_type', `Send content-type: ${mediaTypes[route.bodyKind]} here.`);
}

const isEmptyObject = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && !Array.isArray(body) && Object.keys(body).length === 0;

function readBody(route: AnyRoute, { body }: FastifyRequest): unknown {
  if (route.bodyKind !== 'json') return body;
  // Many programs send {} where there is nothing to say.
  const isNothing = isEmptyObject(body) && route.body instanceof z.ZodUndefined;
  return validate(route.body, isNothing ? undefined : (body ?? undefined), 'invalid');
}

function send(route: AnyRoute, reply: FastifyReply, result: unknown): unknown {
  if (route.responseKind === 'bytes') return reply;
  if (route.responseKind === 'none') return reply.status(204).send();
  const version = (result as { version?: unknown } | null)?.version;
  if (typeof version === 'number') reply.header('etag', `"${version}"`);
  return reply.status(route.status).header('cache-control', 'no-store').send(result);
}

function registerRoute(app: FastifyInstance, core: Core, { route, handle }: Handler): void {
  app.route({
    method: route.method,
    url: `/api${route.path}`,
    bodyLimit: route.bodyLimit,
    handler: async (request, reply) => {
      const params = route.params.safeParse(request.params);
      if (!params.success && route.policy.kind === 'public')
        throw new AppError('not_found', 'There is nothing at this address.');
      const call = await admit(
        core,
        route,
        request,
        request.actor,
        params.data ?? { id: '00000000-0000-0000-0000-000000000000' },
      );
      if (!params.success) throw new AppError('not_found', 'There is nothing at this address.');
      requireBodyKind(route, request);
      const query = readQuery(route, request);
      const body = readBody(route, request);
      return send(
        route,
        reply,
        await handle({ call, params: params.data, query, body, raw: request, reply }),
      );
    },
  });
}

/** Tells 405 from 404: a known address called with another method. */
function registerNotFound(app: FastifyInstance): void {
  const patterns = allRoutes.map((route) => ({
    method: route.method,
    pattern: new RegExp(`^/api${route.path.replace(/:\w+/g, '[^/]+')}$`),
  }));
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0] ?? '';
    const methods = patterns.filter((each) => each.pattern.test(path)).map((each) => each.method);
    if (methods.length === 0) throw new AppError('not_found', 'There is nothing at this address.');
    reply.header('allow', methods.join(', '));
    throw new AppError('method_not_allowed', `Use ${methods.join(' or ')} here.`);
  });
}

export function registerHandlers(
  app: FastifyInstance,
  core: Core,
  cookie: SessionCookie,
  handlers: readonly Handler[],
): void {
  requireComplete(handlers);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, bytes, done) => {
    try {
      done(null, parseBody(bytes as Buffer));
    } catch (error) {
      done(error as Error);
    }
  });
  for (const type of ['application/octet-stream', 'application/gzip', 'multipart/form-data'])
    app.addContentTypeParser(type, (_request, payload, done) => done(null, payload));
  app.decorateRequest('actor');
  app.addHook('onRequest', async (request) => {
    request.actor = request.url.startsWith('/api/')
      ? await findActor(core, request, cookie)
      : { kind: 'nobody' };
  });
  for (const handler of handlers) registerRoute(app, core, handler);
  registerNotFound(app);
}
