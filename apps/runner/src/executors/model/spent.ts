import type { ModelCall } from '@overmind/contracts/entities/model';
import type { PromptUse, RunModelUse } from '@overmind/contracts/entities/model-call';
import type { RunMetrics } from '@overmind/contracts/entities/run';
import type { OpenCalls } from './account.ts';

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
  calls: ModelCall[];
}

export const nothingSpent = (reviewer: string | null = null, prompt: PromptUse | null = null): Spent => ({
  ...{ inputTokens: 0, outputTokens: 0, cachedTokens: 0, costMicros: null, toolCalls: 0 },
  ...{ reviewer, prompt, calls: [] },
});

/** What one call took, all its attempts together. Without a list of prices, only what a provider told is cost. */
export function addCall(spent: Spent, call: ModelCall): void {
  spent.calls.push(call);
  spent.inputTokens += call.input_tokens;
  spent.outputTokens += call.output_tokens;
  spent.cachedTokens += call.cached_tokens;
  const isTold = call.cost_source === 'reported' && call.output_tokens + call.input_tokens > 0;
  // An attempt that broke off makes the source of the whole call a guess; what the others told counts all the same.
  if (call.cost_micros !== null && (isTold || call.cost_micros > 0))
    spent.costMicros = (spent.costMicros ?? 0) + call.cost_micros;
}

/**
 * For the ledger of the server: by model what it has already, and each call that it may not have under its own id. The
 * end of a run has room for so many of these; more are free calls, made while the server was away, and go by model, too.
 */
function usesOf(spent: Spent, open: OpenCalls): RunModelUse[] {
  const isHeld = (id: string): boolean => open.get(id) !== null;
  const ids = [...open.keys()].sort((one, other) => Number(isHeld(other)) - Number(isHeld(one)));
  const named = new Set(ids.slice(0, mostNamed));
  const sums = new Map<string, RunModelUse>();
  for (const call of spent.calls) {
    // The model that answered, else the last one that was asked, has all of it, as in the ledger.
    const model = call.answered_by ?? call.attempts.at(-1)?.ref;
    if (model === undefined) continue;
    const isEntered = !open.has(call.id);
    const key = named.has(call.id) ? call.id : `${isEntered} ${model}`;
    const use = sumOf(spent, model, call, sums.get(key));
    const startedAt = open.get(call.id) ?? null;
    sums.set(key, {
      ...use,
      ...(isEntered ? { is_entered: true } : {}),
      ...(named.has(call.id) ? { call_id: call.id } : {}),
      ...(named.has(call.id) && startedAt !== null ? { started_at: startedAt } : {}),
    });
  }
  return [...sums.values()];
}

function sumOf(
  { reviewer, prompt }: Spent,
  model: string,
  call: ModelCall,
  before: RunModelUse | undefined,
): RunModelUse {
  const { status, reason, is_local, privacy, complexity, cost_source, cost_micros } = call;
  const total = (one: number, more = 0): number => Math.min(one + more, mostTokens);
  const isOk = before?.status === 'ok' || status === 'ok';
  const isUnknown = before?.cost_source === 'unknown' || cost_source === 'unknown';
  return {
    ...{ reviewer, model, privacy, complexity },
    // Without an answer it tells of all that were asked, of which this model was the last.
    is_local: (status === 'ok' ? is_local : null) ?? before?.is_local ?? is_local,
    ...{ status: isOk ? 'ok' : status, reason: isOk ? null : reason, calls: (before?.calls ?? 0) + 1 },
    input_tokens: total(call.input_tokens, before?.input_tokens),
    output_tokens: total(call.output_tokens, before?.output_tokens),
    cached_tokens: total(call.cached_tokens, before?.cached_tokens),
    cost_micros:
      cost_micros === null ? (before?.cost_micros ?? null) : cost_micros + (before?.cost_micros ?? 0),
    cost_source: isUnknown ? 'unknown' : cost_source,
    latency_ms: total(call.latency_ms, before?.latency_ms),
    ...(prompt === null ? {} : { prompt }),
  };
}

const mostNamed = 30;

/** As many as the contract counts for one record. */
const mostTokens = 1_000_000_000;

/** `open`: the calls of which it is not known whether the server has them in its ledger. */
export const metricsOf = (spent: Spent, open: OpenCalls): RunMetrics => ({
  input_tokens: spent.inputTokens,
  output_tokens: spent.outputTokens,
  cached_tokens: spent.cachedTokens,
  ...(spent.costMicros === null ? {} : { cost_micros: spent.costMicros }),
  tool_calls: spent.toolCalls,
  ...(spent.calls.length === 0 ? {} : { model_uses: usesOf(spent, open) }),
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
