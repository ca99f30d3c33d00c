import type { LanguageModelV3Prompt } from '@ai-sdk/provider';
import { expect, it } from 'vitest';
import { routedModel } from './routed-model.ts';
import { makeStand, requestFor } from './test-support/stand.ts';

const result = (number: number, text: string): LanguageModelV3Prompt => {
  const call = { toolCallId: `call-${number}`, toolName: 'read_file' };
  return [
    { role: 'assistant', content: [{ type: 'tool-call', ...call, input: { path: `file-${number}` } }] },
    { role: 'tool', content: [{ type: 'tool-result', ...call, output: { type: 'text', value: text } }] },
  ];
};
/** Each result takes some 800 tokens. */
const talk = (results: number): LanguageModelV3Prompt => [
  { role: 'system', content: 'Be exact.' },
  { role: 'user', content: [{ type: 'text', text: 'Change the greeting.' }] },
  ...Array.from({ length: results }, (_, at) => result(at, `content-of-${at} ${'w'.repeat(2_800)}`)).flat(),
];

const small = { name: 'one', kind: 'openai_compatible', script: [{ text: 'Seven.' }] } as const;
const stand = (context_tokens: number) =>
  makeStand([{ ...small, script: [...small.script], entry: { context_tokens } }]);

it('leaves the oldest results of tools out for a model whose context is full, and says so', async () => {
  const { layer, servers } = await stand(8_000);
  const told: number[] = [];
  const model = routedModel(layer, { ...requestFor(['one']), onShortened: (leftOut) => told.push(leftOut) });
  await model.doGenerate({ prompt: talk(12), maxOutputTokens: 2_000 });
  const sent = JSON.stringify(servers[0]?.calls[0]?.conversation);
  expect(sent).toMatch(/Change the greeting\..*file-0.*This result is left out/);
  expect(sent).not.toContain('content-of-0 ');
  expect(sent).toContain('content-of-11 ');
  expect(told).toHaveLength(1);
  expect(told[0]).toBe(sent.split('This result is left out').length - 1);
});

it('leaves nothing out where there is room', async () => {
  const { layer, servers } = await stand(32_000);
  const told: number[] = [];
  const model = routedModel(layer, { ...requestFor(['one']), onShortened: (leftOut) => told.push(leftOut) });
  await model.doGenerate({ prompt: talk(12), maxOutputTokens: 2_000 });
  expect(JSON.stringify(servers[0]?.calls[0]?.conversation)).toContain('content-of-0 ');
  expect(told).toEqual([]);
});

it('fails where what came last is too long by itself', async () => {
  const { layer, servers } = await stand(2_000);
  const long: LanguageModelV3Prompt = [...talk(2), ...result(2, 'w'.repeat(9_000))];
  await expect(routedModel(layer, requestFor(['one'])).doGenerate({ prompt: long })).rejects.toMatchObject({
    reason: 'context_too_long',
  });
  expect(servers[0]?.calls).toEqual([]);
});
