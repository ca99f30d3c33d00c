import { z } from 'zod';

/** Lines of a file in the result that was reviewed. They exist: the runner has looked. */
export const LineCitation = z.object({
  path: z.string().max(1_024),
  from_line: z.number().int().min(1),
  to_line: z.number().int().min(1),
});
export type LineCitation = z.infer<typeof LineCitation>;

/** What a reviewer says of one acceptance criterion, known by its number in the task, from 1. */
export const CriterionVerdict = z.object({
  number: z.number().int().min(1),
  criterion: z.string().max(20_000),
  met: z.enum(['yes', 'no', 'unclear']),
  why: z.string().max(2_000),
  citations: z.array(LineCitation).max(20),
});
export type CriterionVerdict = z.infer<typeof CriterionVerdict>;

/** A reviewer's judgement of a result. */
export const CriteriaReview = z.object({
  reviewer: z.string().max(64),
  model: z.string().max(128),
  /** The task has no acceptance criteria, so its description was the only one. */
  is_of_description: z.boolean(),
  criteria: z.array(CriterionVerdict).max(50),
});
export type CriteriaReview = z.infer<typeof CriteriaReview>;
