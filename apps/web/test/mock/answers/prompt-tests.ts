import type {
  PromptInput,
  PromptSide,
  TestAnswer,
  TestInput,
  TestInputs,
  TestLine,
} from '@overmind/contracts/entities/prompt-test';
import { ago, projectId, uuid } from '../fixtures/ids.ts';
import { type Answers, page, problem } from './answer.ts';
import { unifiedPatch } from './differ.ts';

const input = (number: number, goal: string): PromptInput => ({
  ...{ call_id: uuid(25, number), project_id: projectId, project_name: 'Shop', version: 1 },
  ...{ answered_by: 'ollama/qwen3', privacy: 'any', is_cut: number === 2 },
  values: { speaker: 'the critic', goal },
  started_at: ago(600 * number),
});
const past = [input(1, 'Choose a store'), input(2, 'Name the product'), input(3, 'Plan the\u202e launch')];

const answered: TestAnswer = {
  ...{
    state: 'answered',
    detail: null,
    text: 'An answer.',
    is_cut_short: false,
    is_valid: true,
    flaws: null,
  },
  ...{ call_id: uuid(26, 1), answered_by: 'ollama/qwen3', is_local: true },
  ...{ cost_micros: 1_200, cost_source: 'computed', input_tokens: 120, output_tokens: 30, latency_ms: 900 },
};
const flawed: TestAnswer = { ...answered, is_valid: false, flaws: 'tasks: expected array', text: 'Sure!' };
const failed: TestAnswer = {
  ...{ ...answered, state: 'failed', text: '', is_valid: null, answered_by: null, is_local: null },
  detail: 'No model answered: ollama/qwen3 could not be reached.',
};

const chosenOf = (inputs: TestInputs): TestInput[] => {
  if (inputs.kind === 'latest') return past.slice(0, inputs.count);
  if (inputs.kind === 'chosen') return past.filter(({ call_id }) => inputs.call_ids.includes(call_id));
  const { values, project_id, privacy } = inputs;
  return [
    {
      ...{ values, project_id, privacy, project_name: null, call_id: null, version: null, answered_by: null },
      ...{ is_cut: false, started_at: null },
    },
  ];
};

/** The first text is answered well; the second does not fit for the first input and fails for the next ones. */
function linesOf(sides: readonly PromptSide[], inputs: TestInput[]): TestLine[] {
  const texts = ['Speak to it.', 'Speak to it, briefly.'].slice(0, sides.length);
  const patch = { system: '', body: unifiedPatch(texts[0] ?? '', texts[1] ?? '') };
  return [
    {
      type: 'start',
      ...{ inputs, sides: sides.map((side) => ('version' in side ? side.version : null)), has_form: true },
    },
    ...inputs.flatMap((_, at): TestLine[] => [
      {
        type: 'rendered',
        input: at,
        texts: texts.map((body) => ({ system: '', body })),
        patch: sides.length > 1 ? patch : null,
      },
      ...sides.flatMap((_side, side): TestLine[] => [
        { type: 'asked', input: at, side },
        {
          type: 'answered',
          ...{ input: at, side, answer: side === 0 ? answered : at === 0 ? flawed : failed },
        },
      ]),
    ]),
    { type: 'end' },
  ];
}

/** Inputs of earlier calls, and tests with them; a value "nobody" is asked for without a provider. */
export const promptTestAnswers = (): Answers => ({
  'GET /prompts/:id/inputs': () => page(past),
  'POST /prompts/:id/test': ({ body }) => {
    const { sides, inputs } = body as unknown as { sides: PromptSide[]; inputs: TestInputs };
    if (inputs.kind === 'made' && inputs.values['speaker'] === 'nobody')
      return problem(409, 'rule_violated', 'No language model is set up. Add a provider in the settings.', {
        rule: 'model.unconfigured',
      });
    const lines = linesOf(sides, chosenOf(inputs));
    return { status: 200, body: lines.map((line) => `${JSON.stringify(line)}\n`).join('') };
  },
});
