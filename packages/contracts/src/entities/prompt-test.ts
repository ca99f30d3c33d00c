import { z } from 'zod';
import { CostSource, ModelPrivacy, ModelRef } from './model.ts';
import { Timestamp, Uuid } from './primitives.ts';
import { NewPromptVersion, PromptValue } from './prompt.ts';

/** Most inputs that one test is about. */
export const mostTested = 10;

/** What a template was once used with: the values of an earlier call or run, and what they may be used for. */
export const PromptInput = z.object({
  id: Uuid.meta({ description: 'of the call in the ledger, or of the run' }),
  run: z
    .object({ task_id: Uuid, task_key: z.string(), attempt: z.number().int() })
    .nullable()
    .meta({ description: 'null for a call' }),
  project_id: Uuid.nullable(),
  project_name: z.string().nullable(),
  version: z
    .number()
    .int()
    .nullable()
    .meta({ description: 'of the template, that it was made with; null where that is not known' }),
  answered_by: ModelRef.nullable(),
  privacy: ModelPrivacy.meta({ description: 'that held for it, and holds for tests with it' }),
  values: z.record(z.string(), PromptValue),
  is_cut: z.boolean().meta({ description: 'a value was longer, and is kept in part' }),
  started_at: Timestamp,
});
export type PromptInput = z.infer<typeof PromptInput>;

/** What is tried: a version that is there, or a text that is not saved yet. */
export const PromptSide = z.union([
  z.strictObject({ version: z.number().int().min(1).max(1_000_000) }),
  z.strictObject({ draft: NewPromptVersion.omit({ note: true }) }),
]);
export type PromptSide = z.infer<typeof PromptSide>;

const Chosen = z
  .array(Uuid)
  .min(1)
  .max(mostTested)
  .refine((ids) => new Set(ids).size === ids.length, { error: 'Name each input once.' });
/** On what: the latest inputs, some of them, or values that a person gives. */
export const TestInputs = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('latest'),
    count: z.number().int().min(1).max(mostTested),
    project_id: Uuid.optional().meta({ description: 'only of this project' }),
  }),
  z.strictObject({ kind: z.literal('chosen'), ids: Chosen }),
  z.strictObject({
    kind: z.literal('made'),
    values: z.record(z.string().max(40), PromptValue),
    project_id: Uuid.nullable().default(null).meta({ description: 'whose rules and budgets hold' }),
    privacy: ModelPrivacy.default('local_only'),
  }),
]);
export type TestInputs = z.infer<typeof TestInputs>;

/** A trial of one or two texts of a template on inputs; each call costs what it costs, and is in the ledger. */
export const PromptTest = z.strictObject({
  sides: z.array(PromptSide).min(1).max(2),
  inputs: TestInputs,
  prefer: z.array(ModelRef).max(20).default([]).meta({
    description: 'models to ask first; the one that answered the earlier call when absent',
  }),
  max_output_tokens: z.number().int().min(1).max(100_000).default(2_048),
  asks_model: z.boolean().default(true).meta({
    description: 'false only shows the texts: no model is asked, and nothing is spent',
  }),
  is_deterministic: z.boolean().default(false).meta({
    description: 'an answer given before to exactly the same counts again, and costs nothing',
  }),
});
export type PromptTest = z.infer<typeof PromptTest>;

/** What the answer of one side to one input was. */
export const TestAnswer = z.object({
  state: z.enum(['answered', 'failed', 'refused']).meta({
    description: 'failed: no model answered; refused: the values do not fit this text, and none was asked',
  }),
  detail: z.string().nullable().meta({ description: 'why there is no answer, and what to do' }),
  text: z.string(),
  is_cut_short: z.boolean(),
  is_valid: z.boolean().nullable().meta({
    description: 'whether it fits what is read from such answers; null where nothing reads them by a form',
  }),
  flaws: z.string().nullable().meta({ description: 'what does not fit' }),
  call_id: Uuid.nullable(),
  answered_by: ModelRef.nullable(),
  is_local: z.boolean().nullable(),
  cost_micros: z.number().int().min(0).nullable(),
  cost_source: CostSource.nullable(),
  input_tokens: z.number().int(),
  output_tokens: z.number().int(),
  latency_ms: z.number().int().min(0),
});
export type TestAnswer = z.infer<typeof TestAnswer>;

/** An input of a test; what a person gave is of no call and no run. */
export const TestInput = PromptInput.extend({
  id: Uuid.nullable(),
  started_at: Timestamp.nullable(),
});
export type TestInput = z.infer<typeof TestInput>;

const Place = { input: z.number().int().min(0), side: z.number().int().min(0).max(1) };
/** One line of a test as it goes; the last is `end`. `input` counts inputs, `side` the sides, both from 0. */
export const TestLine = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('start'),
    inputs: z.array(TestInput),
    sides: z
      .array(z.number().int().nullable())
      .meta({ description: 'numbers of versions; null for a draft' }),
    has_form: z.boolean().meta({ description: 'whether answers are checked by a form' }),
  }),
  z.object({
    type: z.literal('rendered'),
    input: Place.input,
    texts: z.array(z.object({ system: z.string(), body: z.string() }).nullable()).meta({
      description: 'as a model gets it, for each side; null where the values do not fit',
    }),
    patch: z.object({ system: z.string(), body: z.string() }).nullable().meta({
      description: 'what the second says otherwise than the first; null where there are not two',
    }),
    told: z
      .object({ text: z.string(), patches: z.array(z.string().nullable()) })
      .nullable()
      .meta({
        description:
          'what the coding agent of the run was told then, and what each side says otherwise; null where that is not kept',
      }),
  }),
  z.object({ type: z.literal('asked'), ...Place }),
  z.object({ type: z.literal('answered'), ...Place, answer: TestAnswer }),
  z.object({ type: z.literal('end') }),
]);
export type TestLine = z.infer<typeof TestLine>;
