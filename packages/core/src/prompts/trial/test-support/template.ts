import type { ModelCallScope } from '@overmind/contracts/entities/model';
import type { Prompt, PromptValue } from '@overmind/contracts/entities/prompt';
import { PromptTest, type TestAnswer, TestLine } from '@overmind/contracts/entities/prompt-test';
import { newId } from '@overmind/db/database';
import { callModel } from '@overmind/models/call-model';
import type { z } from 'zod';
import { type Call, systemCall } from '../../../call.ts';
import { scopeOf } from '../../../model-calls/test-support/calls.ts';
import { requestOf } from '../../../models/test-support/gateway.ts';
import type { TestCore } from '../../../test-support/start-test-core.ts';
import { addPromptVersion, createPrompt } from '../../change.ts';
import { usePrompt } from '../../render.ts';
import { testPrompt } from '../run.ts';

const variables = [
  { name: 'tone', kind: 'string' as const, description: '' },
  { name: 'log', kind: 'data' as const, description: '' },
];

/** A template with a second version that asks otherwise; the first one is active. */
export async function makeTemplate({ core }: Pick<TestCore, 'core'>): Promise<Prompt> {
  const shared = { system: 'Be {{tone}}.', variables, note: '' };
  const text = { key: `test.${newId()}`, title: 'Test', description: '' };
  const prompt = await createPrompt(core, systemCall, { ...text, ...shared, body: 'Read:\n{{log}}' });
  await addPromptVersion(core, systemCall, prompt.id, { ...shared, body: 'Read well:\n{{log}}' });
  return prompt;
}

/** A call such as the program makes with a prompt; the model is named by its provider. */
export async function callWith(
  { core }: Pick<TestCore, 'core'>,
  { key }: Prompt,
  {
    values = { tone: 'kind', log: 'It broke.' },
    scope = {},
    ref = 'one/scripted',
  }: { values?: Record<string, PromptValue>; scope?: Partial<ModelCallScope>; ref?: string } = {},
): Promise<string> {
  const { system, body, use } = await usePrompt(core, key, values);
  const history = { system, task: body, decisionRecord: null, summary: null, turns: [] };
  const change = { scope: scopeOf(scope), prompt: use, history };
  return (await callModel(core.models, requestOf([ref], change))).callId;
}

/** All lines of a test, by the contract; asked by the program unless somebody else is named. */
export async function runTest(
  { core }: Pick<TestCore, 'core'>,
  { id }: Prompt,
  input: Partial<z.input<typeof PromptTest>> = {},
  call: Call = systemCall,
): Promise<TestLine[]> {
  const test = PromptTest.parse({
    ...{ sides: [{ version: 1 }, { version: 2 }], inputs: { kind: 'latest', count: 3 }, ...input },
  });
  const lines: TestLine[] = [];
  const signal = new AbortController().signal;
  for await (const line of await testPrompt(core, call, id, { test, signal }))
    lines.push(TestLine.parse(line));
  return lines;
}

/** The answers by input and side. */
export const answersIn = (lines: readonly TestLine[]): Record<string, TestAnswer> =>
  Object.fromEntries(
    lines.flatMap((line) =>
      line.type === 'answered' ? [[`${line.input}.${line.side}`, line.answer] as const] : [],
    ),
  );
