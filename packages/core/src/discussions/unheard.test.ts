import type { ModelAttempt, ModelFailureReason } from '@overmind/contracts/entities/model';
import { ModelCallError } from '@overmind/models/failures/model-call-error';
import { describe, expect, it } from 'vitest';
import { readFailure } from './unheard.ts';

const attempt = (
  ref: string,
  reason: ModelFailureReason,
  http_status: number | null = null,
): ModelAttempt => ({
  ...{ ref, outcome: 'failed', reason, detail: 'failed', http_status },
  ...{ waited_ms: 0, first_token_ms: null, latency_ms: 0 },
});
const read = (...attempts: ModelAttempt[]) =>
  readFailure(new ModelCallError(attempts.at(-1)?.reason ?? 'unconfigured', 'It failed.', attempts));
const minutes = (count: number) => count * 60_000;

describe('why no model answered', () => {
  it('is final where no model could at another time, and then says what to do', () => {
    expect(read()).toMatchObject({
      isFinal: true,
      failure: expect.stringMatching(/^It failed\. Add a provider/),
    });
    expect(read(attempt('a/one', 'context_too_long'), attempt('b/two', 'over_budget'))).toEqual({
      ...{ isFinal: true, isOverBudget: false, patienceMs: 0 },
      failure: 'It failed. Raise the budget and start the discussion again.',
    });
  });

  it('is not final where only one of several can never answer', () => {
    expect(read(attempt('a/one', 'invalid_request'), attempt('b/two', 'over_budget'))).toEqual({
      ...{ isFinal: false, isOverBudget: false, patienceMs: 0, failure: 'It failed.' },
    });
  });

  it.each<ModelFailureReason>(['unreachable', 'breaker_open', 'rate_limited', 'queue_full', 'timed_out'])(
    'is worth waiting ten minutes when it is %s, also of one of several',
    (reason) => {
      const passing = { isFinal: false, patienceMs: minutes(10) };
      expect(read(attempt('a/one', reason))).toMatchObject(passing);
      expect(read(attempt('a/one', reason), attempt('b/two', 'over_budget'))).toMatchObject(passing);
    },
  );

  it('is worth waiting where a provider is down, and not where it fails', () => {
    expect(read(attempt('a/one', 'provider_failed', 503)).patienceMs).toBe(minutes(10));
    expect(read(attempt('a/one', 'provider_failed', 500)).patienceMs).toBe(0);
  });

  it('is what came last of each model', () => {
    expect(read(attempt('a/one', 'unreachable'), attempt('a/one', 'invalid_request')).patienceMs).toBe(0);
  });

  it('outlasts what a process that died had set aside', () => {
    expect(read(attempt('a/one', 'budget_held'))).toMatchObject({ isFinal: false, patienceMs: minutes(70) });
  });

  it('is for want of money only where no model was left out for anything else', () => {
    expect(read(attempt('a/one', 'over_budget'), attempt('b/two', 'over_budget')).isOverBudget).toBe(true);
    expect(read(attempt('a/one', 'over_budget'), attempt('b/two', 'budget_held')).isOverBudget).toBe(false);
    expect(read().isOverBudget).toBe(false);
  });
});
