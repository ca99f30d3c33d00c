import { z } from 'zod';
import { Timestamp, Uuid } from './primitives.ts';

/** A terminal that a maintainer opened in a run's workspace. */
export const Terminal = z.object({
  id: Uuid,
  project_id: Uuid,
  run_id: Uuid,
  user_id: Uuid.nullable(),
  artifact_id: Uuid.nullable().meta({ description: 'its recording, in the asciicast v2 format' }),
  opened_at: Timestamp,
  closed_at: Timestamp.nullable(),
  detail: z.string().nullable().meta({ description: 'how it ended' }),
});
export type Terminal = z.infer<typeof Terminal>;
