import { z } from 'zod';
import { TurnPurpose } from './discussion-turn.ts';
import { ModelRules } from './model.ts';
import { taskTypes } from './task.ts';

/**
 * Kinds of work that models do: runs by the type of their task, their reviews, and the turns of discussions. The calls
 * of the last two carry the same words as their purpose.
 */
export const modelWork = [
  ...taskTypes,
  'run.review',
  ...TurnPurpose.options.map((purpose) => `discussion.${purpose}` as const),
] as const;
export const ModelWork = z.enum(modelWork);
export type ModelWork = z.infer<typeof ModelWork>;

/** By kind of work; what is not named follows the rules of its agent and of the project alone. */
export const ModelRulesByWork = z.partialRecord(ModelWork, ModelRules);
export type ModelRulesByWork = z.infer<typeof ModelRulesByWork>;
