import { z } from 'zod';
import { DiscussionEvent } from './discussion-event.ts';
import { Persona } from './persona.ts';
import { Line, Timestamp } from './primitives.ts';

/** The format of exported discussions; a newer one is refused. */
export const exportFormat = 1;
export const maxExportBytes = 16 * 1024 * 1024;

/** A discussion as a file. Everything else about it follows from its events. */
export const DiscussionExport = z.strictObject({
  format: z.literal(exportFormat, { error: 'This is not an exported discussion of a format known here.' }),
  title: Line(200),
  created_at: Timestamp,
  personas: z.array(Persona).min(1).max(20),
  events: z.array(DiscussionEvent).min(1).max(10_000).meta({ description: 'the first one is `opened`' }),
});
export type DiscussionExport = z.infer<typeof DiscussionExport>;
