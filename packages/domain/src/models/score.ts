import {
  type CatalogueEntry,
  type ModelComplexity,
  type ModelPolicy,
  ModelWeights,
  type QualitySource,
} from '@overmind/contracts/entities/model';
import { inDollars } from './budget.ts';
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
/** The more it asks for, the more quality weighs against the rest. */
const qualityWeight: Readonly<Record<ModelComplexity, number>> = { low: 1, medium: 2, high: 3 };
const usualWeights = ModelWeights.parse({});
const unknown = 50;
/** As slow as this counts as the slowest. */
const slowestMs = 60_000;

/**
 * How well each fits: the average of three marks from 0 to 100 by the policy's weights, of which that of quality grows with
 * the complexity; less for failures. No mark depends on which others there are.
 */
export function scoreModels(entries: readonly CatalogueEntry[], contest: Contest): Scored[] {
  return entries.map((entry) => scoreOne(entry, contest));
}

const callCost = (entry: CatalogueEntry, tokens: Contest['tokens']): number | null =>
  costOf({ input: tokens.input, cachedInput: 0, output: tokens.output }, entry);

function scoreOne(entry: CatalogueEntry, contest: Contest): Scored {
  const cost = callCost(entry, contest.tokens);
  const measure = contest.measureOf(entry);
  const latencyMs = latencyOf(measure);
  const marks = {
    cost: cost === null ? 0 : costMark(cost),
    quality: qualityMark(entry.quality, enoughQuality[contest.complexity]),
    latency: latencyMs === null ? unknown : latencyMark(latencyMs),
  };
  const fit = fitOf(marks, contest);
  const failing = measure === null || measure.calls === 0 ? 0 : measure.failures / measure.calls;
  const reasons = [
    cost === null ? 'its price is not known' : `about ${inDollars(cost)} for this call (${marks.cost})`,
    `quality ${entry.quality}${qualityNote[entry.quality_source]} for ${contest.complexity} complexity (${marks.quality})`,
    latencyMs === null ? 'not measured yet' : `answers in ${Math.round(latencyMs)} ms (${marks.latency})`,
    ...(failing > 0 ? [`${Math.round(failing * 100)} % of its latest calls failed`] : []),
  ];
  return { entry, score: Math.round(fit * (1 - Math.min(1, failing))), reasons };
}

/** Null while no call was answered: what failed tells nothing of how soon an answer comes. */
const latencyOf = (measure: ModelMeasure | null): number | null =>
  measure === null || measure.calls <= measure.failures ? null : measure.latencyMs;

function fitOf(marks: ModelWeights, { policy, complexity }: Contest): number {
  const { cost, quality, latency } = policy.weights ?? usualWeights;
  const weights = { cost, quality: quality * qualityWeight[complexity], latency };
  const total = weights.cost + weights.quality + weights.latency;
  if (total === 0) return unknown;
  const sum = marks.cost * weights.cost + marks.quality * weights.quality + marks.latency * weights.latency;
  return sum / total;
}

const qualityNote: Readonly<Record<QualitySource, string>> = {
  ...{ set: '', rated: '', estimated: ', estimated,', unknown: ', as nothing tells of it,' },
};

/** Nothing is 100, a cent about 50, a dollar or more 0: whatever the others cost. */
const costMark = (micros: number): number =>
  Math.max(0, Math.round(100 * (1 - Math.log10(1 + micros / 100) / 4)));

/** Up to what is enough it counts in full, beyond that a twentieth. */
const qualityMark = (quality: number, enough: number): number =>
  Math.round(
    quality >= enough ? 95 + ((quality - enough) * 5) / Math.max(1, 100 - enough) : (quality * 95) / enough,
  );

const latencyMark = (latencyMs: number): number =>
  Math.round(100 * (1 - Math.min(1, Math.max(0, latencyMs) / slowestMs)));
