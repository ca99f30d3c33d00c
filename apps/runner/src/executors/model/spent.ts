import type { ModelCall } from '@overmind/contracts/entities/model';
import type { RunMetrics } from '@overmind/contracts/entities/run';

/** What a conversation has taken so far, as the providers tell it; of an answer that broke off it is an estimate. */
export interface Spent {
  inputTokens: number;
  outputTokens: number;
  cachedTokens: number;
  /** Null while no provider has told a price. */
  costMicros: number | null;
  toolCalls: number;
}

export const nothingSpent = (): Spent => ({
  ...{ inputTokens: 0, outputTokens: 0, cachedTokens: 0, costMicros: null, toolCalls: 0 },
});

/** What one call took, all its attempts together. Without a list of prices, only what a provider told is cost. */
export function addCall(spent: Spent, call: ModelCall): void {
  spent.inputTokens += call.input_tokens;
  spent.outputTokens += call.output_tokens;
  spent.cachedTokens += call.cached_tokens;
  const isTold = call.cost_source === 'reported' && call.output_tokens + call.input_tokens > 0;
  // An attempt that broke off makes the source of the whole call a guess; what the others told counts all the same.
  if (call.cost_micros !== null && (isTold || call.cost_micros > 0))
    spent.costMicros = (spent.costMicros ?? 0) + call.cost_micros;
}

export const metricsOf = (spent: Spent): RunMetrics => ({
  input_tokens: spent.inputTokens,
  output_tokens: spent.outputTokens,
  cached_tokens: spent.cachedTokens,
  ...(spent.costMicros === null ? {} : { cost_micros: spent.costMicros }),
  tool_calls: spent.toolCalls,
});

/** Adds what reviewers took to what the work itself took. */
export function addMetrics(to: RunMetrics, more: RunMetrics): RunMetrics {
  const names = ['input_tokens', 'output_tokens', 'cached_tokens', 'cost_micros', 'tool_calls'] as const;
  const sums = names.flatMap((name) => {
    const known = to[name] !== undefined || more[name] !== undefined;
    return known ? [[name, (to[name] ?? 0) + (more[name] ?? 0)] as const] : [];
  });
  return { ...to, ...Object.fromEntries(sums) };
}
