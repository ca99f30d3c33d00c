import fastifyStatic from '@fastify/static';
import { AppError } from '@overmind/contracts/errors';
import type { FastifyInstance } from 'fastify';
import type { ExportedSite } from './exported-site.ts';

const immutable = 'public, max-age=31536000, immutable';

/** Serves the built web app beside the API: `/api` and `/ws` are never looked for in it. */
export async function serveSite(app: FastifyInstance, site: ExportedSite): Promise<void> {
  await app.register(fastifyStatic, {
    root: site.folder,
    serve: false,
    preCompressed: true,
    cacheControl: false,
  });
  app.route({
    method: ['GET', 'HEAD'],
    url: '/*',
    handler: (request, reply) => {
      const path = decodeURIComponent(request.url.split('?')[0] ?? '');
      if (/^\/(api|ws)(\/|$)/.test(path)) return reply.callNotFound();
      const found = site.find(path);
      const file = found ?? site.find('/404');
      if (file === null) throw new AppError('not_found', 'There is nothing at this address.');
      if (file.endsWith('.html')) reply.header('content-security-policy', site.policyOf(file));
      reply.header('cache-control', file.startsWith('_next/static/') ? immutable : 'no-cache');
      return reply.status(found === null ? 404 : 200).sendFile(file);
    },
  });
}
