import { z } from 'zod';
import { Uuid } from './entities/primitives.ts';

/** Background work. The rows these name are the truth; a job only wakes whoever works on them. */
export const jobs = {
  'request.understand': z.strictObject({ request_id: Uuid }),
  /** Asks a model about a request before it is answered. */
  'request.plan': z.strictObject({ request_id: Uuid }),
  'cycle.run': z.strictObject({ project_id: Uuid }),
  /** Brings the Git copy of a project's state document up to the database. */
  'state.copy': z.strictObject({ project_id: Uuid }),
  /** Commits the latest state version to the project's own repository. */
  'state.mirror': z.strictObject({ project_id: Uuid }),
  /** Works on the merges that wait for a base branch, in their order. */
  'merge.advance': z.strictObject({ repo_path: z.string(), base_branch: z.string() }),
  /** Goes on hearing a recording from where it is heard to. */
  'recording.transcribe': z.strictObject({
    recording_id: Uuid,
    /** Whoever spoke it waits for the answer. */
    is_turn: z.boolean().optional(),
    /** Somebody has just asked for it. */
    is_asked: z.boolean().optional(),
    /** So often in a row the service took no more. */
    refusals: z.number().int().min(0).optional(),
  }),
  /** Lets a discussion go on from where it stands; no model could be asked for so long before. */
  'discussion.step': z.strictObject({ discussion_id: Uuid, waited_ms: z.number().int().min(0).optional() }),
  /** Has an Ollama fetch a model, or go on with it. */
  'model.pull': z.strictObject({ pull_id: Uuid }),
  'cycle.due': z.strictObject({ project_id: Uuid }),
} as const;
export type JobName = keyof typeof jobs;
export type JobData<N extends JobName> = z.infer<(typeof jobs)[N]>;
