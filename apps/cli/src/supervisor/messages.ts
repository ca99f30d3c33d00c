import { z } from 'zod';

/** What the server says over IPC once it takes requests; also after each restart. */
export const ServerReady = z.object({
  type: z.literal('ready'),
  url: z.string(),
  /** Where programs of this machine reach the server, past any proxy. */
  localUrl: z.string(),
  setupUrl: z.string().nullable(),
});
export type ServerReady = z.infer<typeof ServerReady>;

/** What the scripted model of the demo says over IPC once it answers. */
export const ScriptedModelReady = z.object({ type: z.literal('scripted_model'), url: z.url() });
