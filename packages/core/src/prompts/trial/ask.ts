import { type ModelCall, ModelCallScope } from '@overmind/contracts/entities/model';
import type { PromptTest, TestAnswer } from '@overmind/contracts/entities/prompt-test';
import { below } from '@overmind/domain/prompts/place';
import { findPlace } from '@overmind/domain/prompts/places';
import { askForValue, callModel } from '@overmind/models/call-model';
import type { ModelRequest } from '@overmind/models/conversation';
import { ModelCallError } from '@overmind/models/failures/model-call-error';
import type { z } from 'zod';
import type { Core } from '../../core.ts';
import { toAppError } from '../../models/call-failure.ts';
import { policyOf } from './policy.ts';
import type { Rendered, Side } from './sides.ts';
import type { Tried } from './tried.ts';

interface Question {
  /** Of the prompt. */
  key: string;
  side: Side;
  input: Tried;
  rendered: Rendered;
  /** The mark around what others wrote, drawn for this rendering. */
  boundary: string;
  terms: Pick<PromptTest, 'prefer' | 'max_output_tokens' | 'is_deterministic'>;
  /** What the answer is read as; null for any text. */
  form: z.ZodType | null;
  signal: AbortSignal;
}

const longestMs = 120_000;
const mostChars = 200_000;
const purpose = 'prompt.test';

const nothing: TestAnswer = {
  ...{ state: 'refused', detail: null, text: '', is_cut_short: false, is_valid: null, flaws: null },
  ...{ call_id: null, answered_by: null, is_local: null, cost_micros: null, cost_source: null },
  ...{ input_tokens: 0, output_tokens: 0, latency_ms: 0 },
};

/** Of values that do not fit a text: nothing is asked. */
export const refusalOf = ({ why }: Extract<Rendered, { ok: false }>): TestAnswer => ({
  ...nothing,
  detail: why,
});

/** Puts one text to a model, by the rules and budgets of the input's project. What the model fails at is an answer, too. */
export async function askOnce(core: Core, question: Question): Promise<TestAnswer> {
  const { rendered, form } = question;
  if (!rendered.ok) return refusalOf(rendered);
  const told: { call: ModelCall | null } = { call: null };
  const policy = await policyOf(core, question);
  const request = requestOf(question, { ...rendered, policy }, (call) => {
    told.call = call;
  });
  try {
    const said = await (form === null ? askFreely(core, request) : askByForm(core, request, form));
    return { ...nothing, state: 'answered', ...said, ...factsOf(told.call) };
  } catch (error) {
    if (!(error instanceof ModelCallError) || question.signal.aborted) throw error;
    return { ...nothing, state: 'failed', detail: toAppError(error).message, ...factsOf(told.call) };
  }
}

const noTools =
  'This is a trial without tools: nothing can be read, called, changed or handed in. Answer in text with what you would ' +
  'do or hand in, going by what is told here alone.';

/** For those that would have tools; the others are told nothing more than their texts. */
const hasNoTools = (key: string): string => ((findPlace(key)?.reader ?? 'model') === 'model' ? '' : noTools);

function requestOf(
  { key, side, input, boundary, terms, signal }: Question,
  { system, body, policy }: Extract<Rendered, { ok: true }> & Pick<ModelRequest, 'policy'>,
  onRecorded: (call: ModelCall) => void,
): ModelRequest {
  const use = { prompt_version_id: side.versionId, experiment_id: null, arm: null, values: null };
  return {
    scope: ModelCallScope.parse({ purpose, project_id: input.shown.project_id, agent_id: input.agentId }),
    policy,
    ...(side.versionId === null ? {} : { prompt: use }),
    ...{ signal, onRecorded, temperature: 0, maxOutputTokens: terms.max_output_tokens },
    ...{ isDeterministic: terms.is_deterministic, mark: boundary },
    bounds: { totalMs: longestMs },
    history: { system, task: below([body, hasNoTools(key)]), decisionRecord: null, turns: [], summary: null },
  };
}

type Said = Pick<TestAnswer, 'text' | 'is_cut_short' | 'is_valid' | 'flaws'>;

async function askFreely({ models }: Core, request: ModelRequest): Promise<Said> {
  const { text, isCutShort } = await callModel(models, request);
  return { text: text.slice(0, mostChars), is_cut_short: isCutShort, is_valid: null, flaws: null };
}

async function askByForm({ models }: Core, request: ModelRequest, form: z.ZodType): Promise<Said> {
  const { text, isCutShort, read } = await askForValue(models, request, form);
  const flaws = read.ok ? null : read.flaws;
  return { text: text.slice(0, mostChars), is_cut_short: isCutShort, is_valid: read.ok, flaws };
}

function factsOf(call: ModelCall | null): Partial<TestAnswer> {
  if (call === null) return {};
  const { id, answered_by, is_local, cost_micros, cost_source, input_tokens, output_tokens, latency_ms } =
    call;
  return {
    ...{ call_id: id, answered_by, is_local, cost_micros, cost_source },
    ...{ input_tokens, output_tokens, latency_ms },
  };
}
