import { z } from 'zod';
import type { SessionStore } from './store.ts';

/** What was allowed in it, by which agent and model, and where it is shared, are settings and stay behind. */
const Info = z.object({
  ...{ id: z.string(), slug: z.string(), projectID: z.string(), directory: z.string(), title: z.string() },
  ...{ version: z.string(), time: z.object({ created: z.number(), updated: z.number() }) },
  ...{ path: z.string().optional(), cost: z.number().optional(), tokens: z.unknown().optional() },
});
const Message = z.object({
  info: z
    .looseObject({})
    .transform(({ system: _system, tools: _tools, permission: _permission, ...info }) => info),
  parts: z.array(z.unknown()),
});
const Session = z.object({ info: Info, messages: z.array(Message) });

function clean(printed: string): string | null {
  try {
    return JSON.stringify(Session.parse(JSON.parse(printed)));
  } catch {
    return null; // An agent may have left anything in the place of a session.
  }
}

/** Its one database holds granted permissions, sign-ins and start commands of projects beside the sessions. */
export const opencodeSessions: SessionStore = {
  files: ['.local/share/opencode/opencode.db', '.local/share/opencode/opencode.db-wal'],
  transfer: {
    tell: (sessionId) => ['export', sessionId],
    take: (file) => ['import', file],
    clean,
  },
};
