import { z } from 'zod';
import { Uuid } from './entities/primitives.ts';

/** Background work. The rows these name are the truth; a job only wakes whoever works on them. */
export const jobs = {
  'request.understand': z.strictObject({ request_id: Uuid }),
  'cycle.run': z.strictObject({ project_id: Uuid }),
  /** Brings the Git copy of a project's state document up to the database. */
  'state.copy': z.strictObject({ project_id: Uuid }),
  /** Commits the latest state version to the project's own repository. */
  'state.mirror': z.strictObject({ project_id: Uuid }),
  'cycle.due': z.strictObject({ project_id: Uuid }),
} as const;
export type JobName = keyof typeof jobs;
export type JobData<N extends JobName> = z.infer<(typeof jobs)[N]>;
