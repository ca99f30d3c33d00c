import { z } from 'zod';
import { Line, Text, Timestamp, Uuid } from './primitives.ts';

/** Most characters of a spec's goal, and of what one phase says. */
export const maxSpecGoal = 20_000;
export const maxPhaseText = 200_000;

/** In their order. Each is worked out from those before it. */
export const specPhases = ['explore', 'requirements', 'design', 'tasks', 'sync'] as const;
export const SpecPhaseName = z.enum(specPhases);
export type SpecPhaseName = z.infer<typeof SpecPhaseName>;

/**
 * `draft`: nothing was decided on its text yet. `rejected`: sent back, with a reason, and not written anew since. `reopened`: it was approved, and a
 * phase before it changed since. Approved phases are always the first ones.
 */
export const SpecPhaseStatus = z.enum(['draft', 'approved', 'rejected', 'reopened']);
export type SpecPhaseStatus = z.infer<typeof SpecPhaseStatus>;

/** Completed: every phase is approved. */
export const specStatuses = ['active', 'completed'] as const;
export const SpecStatus = z.enum(specStatuses);
export type SpecStatus = z.infer<typeof SpecStatus>;

/** A phase without its text. */
export const SpecPhaseLine = z.object({
  phase: SpecPhaseName,
  status: SpecPhaseStatus,
  note: z.string().nullable().meta({ description: 'why it was sent back; null where it was not' }),
  version: z.number().int().min(0).meta({ description: 'of its text, for If-Match; 0 for none yet' }),
  edited_by_user_id: Uuid.nullable(),
  edited_at: Timestamp.nullable(),
  decided_by_user_id: Uuid.nullable().meta({ description: 'who approved it or sent it back' }),
  decided_at: Timestamp.nullable(),
});
export type SpecPhaseLine = z.infer<typeof SpecPhaseLine>;

export const SpecPhase = SpecPhaseLine.extend({ spec_id: Uuid, output_markdown: z.string() });
export type SpecPhase = z.infer<typeof SpecPhase>;

/** A goal that is taken through the phases; in a list `goal` holds its first 300 characters. */
export const Spec = z.object({
  id: Uuid,
  project_id: Uuid,
  number: z.number().int().min(1),
  key: z.string().meta({ description: 'e.g. SPEC-3; unique in its project' }),
  title: z.string(),
  goal: z.string(),
  phase: SpecPhaseName.meta({ description: 'the first that is not approved; the last one when all are' }),
  status: SpecStatus,
  phases: z.array(SpecPhaseLine).meta({ description: 'all of them, in their order' }),
  discussion_id: Uuid.nullable().meta({ description: 'the discussion whose decision it was made of' }),
  created_by_user_id: Uuid.nullable(),
  version: z.number().int().min(1).meta({ description: 'of title and goal, for If-Match' }),
  created_at: Timestamp,
  updated_at: Timestamp,
  archived_at: Timestamp.nullable().meta({ description: 'when it was put away; nobody writes in it then' }),
});
export type Spec = z.infer<typeof Spec>;

/** What others show of a spec. */
export const SpecRef = z.object({ id: Uuid, key: z.string(), title: z.string() });
export type SpecRef = z.infer<typeof SpecRef>;

const Goal = z.string().trim().min(1, 'Say what is to be reached.').max(maxSpecGoal);
export const NewSpec = z.strictObject({
  goal: Goal,
  title: Line(200).optional().meta({ description: 'the first words of the goal when absent' }),
});
export type NewSpec = z.infer<typeof NewSpec>;
export const SpecPatch = z.strictObject({ title: Line(200).optional(), goal: Goal.optional() });
export type SpecPatch = z.infer<typeof SpecPatch>;

export const SpecPhaseEdit = z.strictObject({ output_markdown: Text(maxPhaseText) });
export type SpecPhaseEdit = z.infer<typeof SpecPhaseEdit>;
export const SpecPhaseRejection = z.strictObject({
  note: Line(2_000).optional().meta({ description: 'why, for whoever writes on' }),
});
export type SpecPhaseRejection = z.infer<typeof SpecPhaseRejection>;

/** A phase after a change, its spec, and what the change undid. */
export const SpecPhaseChange = z.object({
  spec: Spec,
  phase: SpecPhase,
  reopened: z
    .array(SpecPhaseName)
    .meta({ description: 'later phases that were approved and have to be again' }),
  notice: z.string().optional().meta({
    description: 'what is to be known of the change: that the text is still the one that was sent back',
  }),
});
export type SpecPhaseChange = z.infer<typeof SpecPhaseChange>;

/** Never changes. */
export const SpecPhaseVersionLine = z.object({
  version: z.number().int().min(1),
  chars: z.number().int().min(0),
  edited_by_user_id: Uuid.nullable().meta({
    description: 'null where it came from a discussion or an import',
  }),
  edited_at: Timestamp,
});
export type SpecPhaseVersionLine = z.infer<typeof SpecPhaseVersionLine>;
export const SpecPhaseVersion = SpecPhaseVersionLine.extend({ output_markdown: z.string() });
export type SpecPhaseVersion = z.infer<typeof SpecPhaseVersion>;
