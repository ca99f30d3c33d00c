import { AppError } from '@overmind/contracts/errors';
import { findPublishedSchema } from '@overmind/contracts/publish/json-schema';
import * as routes from '@overmind/contracts/routes/system';
import type { Core } from '@overmind/core/core';
import { listRunners } from '@overmind/core/runners/register';
import { getServerVersion } from '@overmind/db/queries/system';
import type { Config } from '../config.ts';
import { version } from '../version.ts';
import { apiDocument } from './api-document.ts';
import { type Handler, on } from './handle.ts';

export function systemHandlers(core: Core, config: Config): Handler[] {
  return [
    on(routes.getHealth, () => ({ status: 'ok' as const, version })),
    on(routes.getReady, async () => {
      await getServerVersion(core.db);
      return { status: 'ready' as const };
    }),
    on(routes.getStatus, async ({ call }) => {
      const runners = await listRunners(core, call);
      return {
        version,
        roles: config.ROLE,
        database: {
          kind: config.DATABASE_URL === undefined ? ('embedded' as const) : ('server' as const),
          version: await getServerVersion(core.db),
        },
        bus: { kind: core.bus.kind, is_connected: core.bus.isConnected },
        runners: {
          online: runners.filter((runner) => runner.status === 'online').length,
          total: runners.length,
        },
        uptime_s: Math.floor(process.uptime()),
      };
    }),
    on(routes.getOpenApi, apiDocument),
    on(routes.getJsonSchema, ({ params }) => {
      const schema = findPublishedSchema(params.name);
      if (!schema) throw new AppError('not_found', 'There is no published schema of that name.');
      return schema;
    }),
  ];
}
