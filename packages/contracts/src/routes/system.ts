import { z } from 'zod';
import { defineRoute } from './route.ts';

const open = { kind: 'public' } as const;

export const getHealth = defineRoute({
  id: 'system.health',
  method: 'GET',
  path: '/health',
  summary: 'The process is alive',
  policy: open,
  response: z.object({ status: z.literal('ok'), version: z.string() }),
});
export const getReady = defineRoute({
  id: 'system.ready',
  method: 'GET',
  path: '/ready',
  summary: 'The database answers and migrations are done; 503 otherwise',
  policy: open,
  response: z.object({ status: z.literal('ready') }),
});
export const getStatus = defineRoute({
  id: 'system.status',
  method: 'GET',
  path: '/status',
  summary: 'Parts of the installation and how they are',
  policy: { kind: 'signed_in' },
  response: z.object({
    version: z.string(),
    roles: z.array(z.string()),
    database: z.object({ kind: z.enum(['embedded', 'server']), version: z.string() }),
    bus: z.object({ kind: z.enum(['in_process', 'redis']), is_connected: z.boolean() }),
    runners: z.object({ online: z.number().int(), total: z.number().int() }),
    uptime_s: z.number().int(),
  }),
});
export const getOpenApi = defineRoute({
  id: 'system.openapi',
  method: 'GET',
  path: '/openapi.json',
  summary: 'This API as OpenAPI 3.1',
  policy: open,
  response: z.record(z.string(), z.unknown()),
});
export const getJsonSchema = defineRoute({
  id: 'system.schema',
  method: 'GET',
  path: '/schemas/:name',
  summary: 'A contract entity as JSON Schema, e.g. Task',
  policy: open,
  params: z.strictObject({ name: z.string().max(64) }),
  response: z.record(z.string(), z.unknown()),
});
