import type { ModelCall } from '@overmind/contracts/entities/model';
import { expect, test } from 'vitest';
import { addCall, metricsOf, nothingSpent } from './spent.ts';

const call = (more: Partial<ModelCall>): ModelCall => ({
  ...{ id: crypto.randomUUID(), scope: {} as ModelCall['scope'], status: 'ok', reason: null },
  ...{ answered_by: 'own/a', is_local: true, privacy: 'any', complexity: 'low', re_ask: 0 },
  ...{ candidates: [], excluded: [], attempts: [], more_attempts: 0, is_cache_hit: false },
  ...{ input_tokens: 1, output_tokens: 1, cached_tokens: 0, cost_micros: 0, cost_source: 'computed' },
  ...{ saved_micros: null, warnings: [], started_at: '2026-01-01T00:00:00.000Z', latency_ms: 1, ...more },
});

test('a model is where it answered from, also after a call that went elsewhere before it failed', () => {
  const attempt = { outcome: 'failed', reason: 'silent', detail: null, http_status: null } as const;
  const times = { waited_ms: 0, first_token_ms: null, latency_ms: 1 };
  const failed = call({
    ...{ status: 'failed', reason: 'silent', answered_by: null, is_local: false },
    attempts: ['cloud/b', 'own/a'].map((ref) => ({ ref, ...attempt, ...times })),
  });
  const usesAfter = (...calls: ModelCall[]) => {
    const spent = nothingSpent();
    for (const each of calls) addCall(spent, each);
    return metricsOf(spent, new Map()).model_uses;
  };
  const local = { model: 'own/a', calls: 2, is_local: true };
  expect(usesAfter(call({}), failed)).toMatchObject([local]);
  expect(usesAfter(failed, call({}))).toMatchObject([local]);
  expect(usesAfter(failed)).toMatchObject([{ model: 'own/a', is_local: false }]);
});
