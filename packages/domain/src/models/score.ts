import type { CatalogueEntry, ModelComplexity, ModelPolicy } from '@overmind/contracts/entities/model';
import { costOf } from './cost.ts';

/** What earlier calls have shown of a model. */
export interface ModelMeasure {
  calls: number;
  latencyMs: number;
  failures: number;
}

export interface Scored {
  entry: CatalogueEntry;
  /** 0 to 100. */
  score: number;
  reasons: string[];
}

interface Contest {
  policy: ModelPolicy;
  complexity: ModelComplexity;
  tokens: { input: number; output: number };
  measureOf: (entry: CatalogueEntry) => ModelMeasure | null;
}

/** From this quality on, more of it matters little for work of that complexity. */
const enoughQuality: Readonly<Record<ModelComplexity, number>> = { low: 30, medium: 60, high: 90 };
const unknown = 50;
/** As slow as this counts as the slowest. */
const slowestMs = 60_000;

/** How well each fits, by the policy's weights: a plain average of three marks from 0 to 100, less for failures. */
export function scoreModels(entries: readonly CatalogueEntry[], contest: Contest): Scored[] {
  const costs = entries.map((entry) => callCost(entry, contest.tokens));
  const dearest = Math.max(1, ...costs.flatMap((cost) => (cost === null ? [] : [cost])));
  return entries.map((entry, index) => scoreOne(entry, costs[index] ?? null, dearest, contest));
}

const callCost = (entry: CatalogueEntry, tokens: Contest['tokens']): number | null =>
  costOf({ input: tokens.input, cachedInput: 0, output: tokens.output }, entry);

function scoreOne(entry: CatalogueEntry, cost: number | null, dearest: number, contest: Contest): Scored {
  const measure = contest.measureOf(entry);
  const marks = {
    cost: cost === null ? 0 : Math.round(100 * (1 - cost / dearest)),
    quality: qualityMark(entry.quality, enoughQuality[contest.complexity]),
    latency: measure === null || measure.calls === 0 ? unknown : latencyMark(measure.latencyMs),
  };
  const { weights } = contest.policy;
  const total = weights.cost + weights.quality + weights.latency;
  const fit =
    total === 0
      ? unknown
      : (marks.cost * weights.cost + marks.quality * weights.quality + marks.latency * weights.latency) /
        total;
  const failing = measure === null || measure.calls === 0 ? 0 : measure.failures / measure.calls;
  const reasons = [
    cost === null ? 'its price is not known' : `about ${cost} micro-dollars for this call (${marks.cost})`,
    `quality ${entry.quality} for ${contest.complexity} complexity (${marks.quality})`,
    measure === null || measure.calls === 0
      ? 'not measured yet'
      : `answers in ${Math.round(measure.latencyMs)} ms (${marks.latency})`,
    ...(failing > 0 ? [`${Math.round(failing * 100)} % of its latest calls failed`] : []),
  ];
  return { entry, score: Math.round(fit * (1 - Math.min(1, failing))), reasons };
}

/** Up to what is enough it counts in full, beyond that a fifth. */
const qualityMark = (quality: number, enough: number): number =>
  Math.round(
    quality >= enough ? 80 + ((quality - enough) * 20) / Math.max(1, 100 - enough) : (quality * 80) / enough,
  );

const latencyMark = (latencyMs: number): number =>
  Math.round(100 * (1 - Math.min(1, Math.max(0, latencyMs) / slowestMs)));
