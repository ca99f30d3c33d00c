import { z } from 'zod';
import { Line, Text, Timestamp, Uuid } from './primitives.ts';

export const PromptKey = z.string().regex(/^[a-z][a-z0-9_.-]{0,79}$/, {
  error: 'A key has small letters, digits, ".", "-" or "_", and begins with a letter.',
});

export const variableKinds = ['string', 'text', 'number', 'list', 'data'] as const;
/**
 * `string`, `text`, `number` and `list` are words of ours, such as a name or a language; `text` has several lines, and a
 * line that holds nothing else goes where it is empty. Whatever comes from a repository, a log or a person is `data`: it
 * is fenced, and never stands in the system text.
 */
export const PromptVariable = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'A variable is named in small letters, digits and "_".'),
  kind: z.enum(variableKinds),
  description: Text(500).default(''),
});
export type PromptVariable = z.infer<typeof PromptVariable>;

/** `{{name}}` stands for a variable, `\{{` for the two braces. */
const PromptText = Text(100_000);
export const NewPromptVersion = z.strictObject({
  system: PromptText.default(''),
  body: PromptText.min(1),
  variables: z.array(PromptVariable).max(50).default([]),
  note: Text(1_000).default(''),
});
export type NewPromptVersion = z.infer<typeof NewPromptVersion>;

export const NewPrompt = z.strictObject({
  key: PromptKey,
  title: Line(200),
  description: Text(5_000).default(''),
  ...NewPromptVersion.shape,
});
export type NewPrompt = z.infer<typeof NewPrompt>;
export const PromptPatch = z.strictObject({
  title: Line(200).optional(),
  description: Text(5_000).optional(),
});
export type PromptPatch = z.infer<typeof PromptPatch>;

export const Prompt = z.object({
  id: Uuid,
  key: z.string(),
  title: z.string(),
  description: z.string(),
  active_version: z.number().int(),
  latest_version: z.number().int(),
  version: z.number().int().meta({ description: 'of the template; grows with each change, for If-Match' }),
  ...{ created_at: Timestamp, updated_at: Timestamp },
});
export type Prompt = z.infer<typeof Prompt>;

/** Never changes. */
export const PromptVersion = z.object({
  id: Uuid,
  prompt_id: Uuid,
  number: z.number().int(),
  system: z.string(),
  body: z.string(),
  variables: z.array(PromptVariable),
  note: z.string(),
  created_by_user_id: Uuid.nullable(),
  created_at: Timestamp,
});
export type PromptVersion = z.infer<typeof PromptVersion>;

export const PromptValue = z.union([
  z.string().max(1_000_000),
  z.number(),
  z.array(z.string().max(10_000)).max(1_000),
]);
export type PromptValue = z.infer<typeof PromptValue>;

/** A prompt with its values in, and what it was made of. */
export const RenderedPrompt = z.object({
  ...{ system: z.string(), body: z.string() },
  prompt_version_id: Uuid,
  number: z.number().int(),
  experiment_id: Uuid.nullable(),
  arm: z.string().nullable(),
});
export type RenderedPrompt = z.infer<typeof RenderedPrompt>;

export const experimentStatuses = ['draft', 'running', 'stopped'] as const;
export const ExperimentStatus = z.enum(experimentStatuses);
export type ExperimentStatus = z.infer<typeof ExperimentStatus>;

export const outcomeMeasures = ['accepted', 'retried', 'cost', 'rating'] as const;
export const OutcomeMeasure = z.enum(outcomeMeasures);
export type OutcomeMeasure = z.infer<typeof OutcomeMeasure>;

const ArmName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, 'An arm is named in small letters and digits.');
export const NewExperiment = z.strictObject({
  name: Line(200),
  arms: z
    .array(
      z.strictObject({
        name: ArmName,
        version: z.number().int().min(1).max(1_000_000),
        weight: z.number().int().min(1).max(1_000).default(1),
      }),
    )
    .min(2)
    .max(10)
    .refine((arms) => new Set(arms.map(({ name }) => name)).size === arms.length, {
      error: 'Each arm has a name of its own.',
    }),
});
export type NewExperiment = z.infer<typeof NewExperiment>;

const OutcomeSum = z.object({ count: z.number().int(), sum: z.number().int() });
export const ExperimentArm = z.object({
  name: z.string(),
  version: z.number().int(),
  weight: z.number().int(),
  subjects: z.number().int(),
  outcomes: z.object({
    ...{ accepted: OutcomeSum, retried: OutcomeSum, rating: OutcomeSum },
    cost: OutcomeSum.meta({ description: 'micro-units of currency' }),
  }),
});
export type ExperimentArm = z.infer<typeof ExperimentArm>;
export const Experiment = z.object({
  id: Uuid,
  prompt_id: Uuid,
  name: z.string(),
  status: ExperimentStatus,
  arms: z.array(ExperimentArm),
  created_at: Timestamp,
  started_at: Timestamp.nullable(),
  stopped_at: Timestamp.nullable(),
});
export type Experiment = z.infer<typeof Experiment>;

/** How a person found what came of a prompt, for the experiments that its subject has an arm of. The first one counts. */
export const Rating = z.object({
  value: z
    .number()
    .int()
    .min(1)
    .max(5)
    .nullable()
    .meta({ description: '5 is best; null before anybody rated it' }),
});
export type Rating = z.infer<typeof Rating>;
export const NewRating = z.strictObject({ value: z.number().int().min(1).max(5) });
export type NewRating = z.infer<typeof NewRating>;

const Subject = z.string().min(1).max(200);
const most = { accepted: 1, retried: 10_000, cost: Number.MAX_SAFE_INTEGER, rating: 5 } as const;
/** What came of a subject's prompt. The same id is counted once. */
export const NewOutcome = z
  .strictObject({
    id: Uuid,
    subject: Subject,
    measure: OutcomeMeasure,
    value: z
      .number()
      .int()
      .min(0)
      .meta({ description: 'accepted 0 or 1, retried a count, cost micro-units, rating 1 to 5' }),
  })
  .refine(({ measure, value }) => value <= most[measure] && (measure !== 'rating' || value >= 1), {
    path: ['value'],
    error: 'Accepted is 0 or 1, a rating 1 to 5.',
  });
export type NewOutcome = z.infer<typeof NewOutcome>;
