import { CatalogueEntry, ModelCallScope, ModelPolicy } from '@overmind/contracts/entities/model';
import type { History } from '@overmind/domain/models/history';
import { expect, it } from 'vitest';
import { conversationSpec } from './conversation.ts';

const said = (task: string): History => ({
  ...{ system: 'Be brief.', task, decisionRecord: null, turns: [], summary: null },
});
const holding = (context_tokens: number): CatalogueEntry =>
  CatalogueEntry.parse({ provider: 'one', model: 'small', is_local: true, context_tokens });

const request = {
  scope: ModelCallScope.parse({ purpose: 'test' }),
  policy: ModelPolicy.parse({}),
  history: said('word '.repeat(2_000)),
  maxOutputTokens: 100,
};
const words = { more: [], rules: '', reAsk: 0 };

it('says less to a model that has no room for all, and all to one that has', () => {
  const tighter = (roomTokens: number) => said(`In ${roomTokens} tokens.`);
  const spec = conversationSpec({ ...words, request: { ...request, tighter } });
  const sentTo = (context: number): string => JSON.stringify(spec.sendingFor(holding(context), 'ollama'));
  expect(sentTo(1_000)).toContain('In 900 tokens.');
  expect(sentTo(8_000)).toContain('word word');
  expect(spec.need.inputTokens).toBeLessThan(50);
});

it('sends nothing that has no room where it cannot be said in less', () => {
  const spec = conversationSpec({ ...words, request });
  expect(spec.sendingFor(holding(1_000), 'ollama')).toMatchObject({ ok: false });
  expect(spec.need.inputTokens).toBeGreaterThan(2_000);
});
