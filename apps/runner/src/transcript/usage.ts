import type { RunMetrics } from '@overmind/contracts/entities/run';
import { z } from 'zod';
import type { Recorder } from './recorder.ts';

const tokens = z.number().int().nonnegative().nullish().catch(null);
/** What some agents add to their answer to a prompt: the tokens of that turn. */
const TurnUsage = z.object({
  inputTokens: tokens,
  outputTokens: tokens,
  cachedReadTokens: tokens,
});
const Answer = z.object({ stopReason: z.string(), usage: TurnUsage });
const usageId = 'usage';

interface Totals {
  input_tokens: number | null;
  output_tokens: number | null;
  cached_tokens: number | null;
  cost_micros: number | null;
}

/** Tokens and cost as the agent tells them. What it does not tell stays unknown; nothing is estimated. */
export class Usage {
  readonly #recorder: Recorder;
  readonly #totals: Totals = {
    input_tokens: null,
    output_tokens: null,
    cached_tokens: null,
    cost_micros: null,
  };

  constructor(recorder: Recorder) {
    this.#recorder = recorder;
  }

  get metrics(): RunMetrics {
    return Object.fromEntries(Object.entries(this.#totals).filter(([, value]) => value !== null));
  }

  /** The cost of the whole session so far. */
  takeCost(cost: { amount: number; currency: string } | null | undefined): void {
    if (cost?.currency !== 'USD' || !(cost.amount >= 0 && cost.amount <= 1_000_000)) return;
    this.#totals.cost_micros = Math.round(cost.amount * 1_000_000);
    this.#put();
  }

  /** Any result of the agent's; those of prompts may tell what the turn took. */
  takeResult(result: unknown): void {
    const usage = Answer.safeParse(result).data?.usage;
    if (usage === undefined) return;
    const data = usage;
    this.#add('input_tokens', data.inputTokens);
    this.#add('output_tokens', data.outputTokens);
    this.#add('cached_tokens', data.cachedReadTokens);
    this.#put();
  }

  #add(name: keyof Totals, amount: number | null | undefined): void {
    if (amount !== null && amount !== undefined) this.#totals[name] = (this.#totals[name] ?? 0) + amount;
  }

  #put(): void {
    const at = new Date().toISOString();
    const totals = { ...this.#totals };
    this.#recorder.put(usageId, () => ({ kind: 'usage', id: usageId, at, ...totals }));
  }
}
