import {
  type PromptInput,
  type PromptSide,
  PromptTest,
  type TestAnswer,
  type TestInput,
  type TestInputs,
  type TestLine,
} from '@overmind/contracts/entities/prompt-test';
import { ago, projectId, uuid } from '../fixtures/ids.ts';
import { type Answers, page, problem } from './answer.ts';
import { unifiedPatch } from './differ.ts';

const input = (number: number, goal: string): PromptInput => ({
  ...{ id: uuid(25, number), run: null, project_id: projectId, project_name: 'Shop', version: 1 },
  ...{ answered_by: 'ollama/qwen3', privacy: 'any', is_cut: number === 2 },
  values: { speaker: 'the critic', goal },
  started_at: ago(600 * number),
});
const past = [input(1, 'Choose a store'), input(2, 'Name the product'), input(3, 'Plan the\u202e launch')];

const ofRun: PromptInput = {
  ...{ ...input(9, ''), run: { task_id: uuid(4, 1), task_key: 'SHOP-1', attempt: 2 }, version: null },
  ...{ answered_by: null, values: { task: '# SHOP-1: Make the tests pass' } },
};

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
  if (inputs.kind === 'chosen') return past.filter(({ id }) => inputs.ids.includes(id));
  const { values, project_id, privacy } = inputs;
  return [
    {
      ...{ values, project_id, privacy, project_name: null, version: null, answered_by: null },
      ...{ id: null, run: null, is_cut: false, started_at: null },
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
        told: null,
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

/** What a coding agent was told, and would be told by each side. */
function comparedLines(sides: readonly PromptSide[]): TestLine[] {
  const text = '# SHOP-1: Make the tests pass\n\n## How to work\n\n- Be quick.';
  const body = text.replace('quick', 'careful');
  return [
    {
      type: 'start',
      ...{ inputs: [ofRun], sides: sides.map((side) => ('version' in side ? side.version : null)) },
      has_form: false,
    },
    {
      ...{ type: 'rendered', input: 0, texts: sides.map(() => ({ system: '', body })), patch: null },
      told: { text, patches: sides.map(() => unifiedPatch(text, body)) },
    },
    { type: 'end' },
  ];
}

/** Inputs of earlier calls, and tests with them; a value "nobody" is asked for without a provider. */
export const promptTestAnswers = (): Answers => ({
  'GET /prompts/:id/inputs': () => page(past),
  'POST /prompts/:id/test': ({ body }) => {
    const { sides, inputs, asks_model } = PromptTest.parse(body);
    if (inputs.kind === 'made' && inputs.values['speaker'] === 'nobody')
      return problem(409, 'rule_violated', 'No language model is set up. Add a provider in the settings.', {
        rule: 'model.unconfigured',
      });
    const lines = asks_model ? linesOf(sides, chosenOf(inputs)) : comparedLines(sides);
    return { status: 200, body: lines.map((line) => `${JSON.stringify(line)}\n`).join('') };
  },
});
