import type { ModelCall } from '@overmind/contracts/entities/model';
import type { PromptUse, RunModelUse } from '@overmind/contracts/entities/model-call';
import type { RunMetrics } from '@overmind/contracts/entities/run';

/** What a conversation has taken so far, as the providers tell it; of an answer that broke off it is an estimate. */
export interface Spent {
  inputTokens: number;
  outputTokens: number;
  cachedTokens: number;
  /** Null while no provider has told a price. */
  costMicros: number | null;
  toolCalls: number;
  /** Of which reviewer; null for the run's own agent. */
  reviewer: string | null;
  /** In which words it was asked; null for the runner's own. */
  prompt: PromptUse | null;
  /** By model, for the ledger of the server. */
  uses: RunModelUse[];
}

export const nothingSpent = (reviewer: string | null = null, prompt: PromptUse | null = null): Spent => ({
  ...{ inputTokens: 0, outputTokens: 0, cachedTokens: 0, costMicros: null, toolCalls: 0 },
  ...{ reviewer, prompt, uses: [] },
});

/** What one call took, all its attempts together. Without a list of prices, only what a provider told is cost. */
export function addCall(spent: Spent, call: ModelCall, isEntered = false): void {
  addUse(spent, call, isEntered);
  spent.inputTokens += call.input_tokens;
  spent.outputTokens += call.output_tokens;
  spent.cachedTokens += call.cached_tokens;
  const isTold = call.cost_source === 'reported' && call.output_tokens + call.input_tokens > 0;
  // An attempt that broke off makes the source of the whole call a guess; what the others told counts all the same.
  if (call.cost_micros !== null && (isTold || call.cost_micros > 0))
    spent.costMicros = (spent.costMicros ?? 0) + call.cost_micros;
}

/** The model that answered, else the last one that was asked, has all of it, as in the ledger. */
function addUse({ uses, reviewer, prompt }: Spent, call: ModelCall, isEntered: boolean): void {
  const model = call.answered_by ?? call.attempts.at(-1)?.ref;
  if (model === undefined) return;
  const { status, reason, is_local, privacy, complexity, cost_source, cost_micros } = call;
  const at = uses.findIndex((use) => use.model === model && (use.is_entered ?? false) === isEntered);
  const before = uses[at];
  const total = (one: number, more = 0): number => Math.min(one + more, mostTokens);
  const isOk = before?.status === 'ok' || status === 'ok';
  const isUnknown = before?.cost_source === 'unknown' || cost_source === 'unknown';
  const use: RunModelUse = {
    ...{ reviewer, model, privacy, complexity, is_local: is_local ?? before?.is_local ?? null },
    ...{ status: isOk ? 'ok' : status, reason: isOk ? null : reason, calls: (before?.calls ?? 0) + 1 },
    input_tokens: total(call.input_tokens, before?.input_tokens),
    output_tokens: total(call.output_tokens, before?.output_tokens),
    cached_tokens: total(call.cached_tokens, before?.cached_tokens),
    cost_micros:
      cost_micros === null ? (before?.cost_micros ?? null) : cost_micros + (before?.cost_micros ?? 0),
    cost_source: isUnknown ? 'unknown' : cost_source,
    latency_ms: total(call.latency_ms, before?.latency_ms),
    ...(prompt === null ? {} : { prompt }),
    ...(isEntered ? { is_entered: true } : {}),
  };
  uses.splice(at === -1 ? uses.length : at, 1, use);
}

/** As many as the contract counts for one record. */
const mostTokens = 1_000_000_000;

export const metricsOf = (spent: Spent): RunMetrics => ({
  input_tokens: spent.inputTokens,
  output_tokens: spent.outputTokens,
  cached_tokens: spent.cachedTokens,
  ...(spent.costMicros === null ? {} : { cost_micros: spent.costMicros }),
  tool_calls: spent.toolCalls,
  ...(spent.uses.length === 0 ? {} : { model_uses: spent.uses }),
});

/** Adds what reviewers took to what the work itself took. */
export function addMetrics(to: RunMetrics, more: RunMetrics): RunMetrics {
  const names = ['input_tokens', 'output_tokens', 'cached_tokens', 'cost_micros', 'tool_calls'] as const;
  const sums = names.flatMap((name) => {
    const known = to[name] !== undefined || more[name] !== undefined;
    return known ? [[name, (to[name] ?? 0) + (more[name] ?? 0)] as const] : [];
  });
  const uses = [...(to.model_uses ?? []), ...(more.model_uses ?? [])];
  return { ...to, ...Object.fromEntries(sums), ...(uses.length === 0 ? {} : { model_uses: uses }) };
}
