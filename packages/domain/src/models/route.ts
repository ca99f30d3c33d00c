import type {
  CatalogueEntry,
  ExcludedModel,
  ModelComplexity,
  ModelPolicy,
  RoutedModel,
} from '@overmind/contracts/entities/model';
import { type ModelNeed, whyExcluded } from './exclude.ts';
import { refOf } from './refs.ts';
import { type ModelMeasure, type Scored, scoreModels } from './score.ts';

export interface RouteRequest {
  policy: ModelPolicy;
  need: ModelNeed;
  /** As estimated from the input; what the policy sets goes before it. */
  complexity: ModelComplexity;
  catalogue: readonly CatalogueEntry[];
  measureOf?: (entry: CatalogueEntry) => ModelMeasure | null;
}

export interface Route {
  complexity: ModelComplexity;
  /** To be tried in this order. */
  entries: CatalogueEntry[];
  /** The same, as the ledger keeps them. */
  candidates: RoutedModel[];
  excluded: ExcludedModel[];
}

/**
 * Which models may take a call, the best first: those that the policy prefers, in its own order unless it says otherwise,
 * then the others by their score, and by name where that is the same. What a privacy rule keeps out is in no place of the order.
 */
export function routeCall(request: RouteRequest): Route {
  const { policy, need, catalogue, measureOf = () => null } = request;
  const complexity = policy.complexity ?? request.complexity;
  const judged = unique(catalogue).map((entry) => ({ entry, exclusion: whyExcluded(entry, policy, need) }));
  const tokens = { input: need.inputTokens, output: need.outputTokens };
  const allowed = judged.flatMap(({ entry, exclusion }) => (exclusion === null ? [entry] : []));
  const scored = scoreModels(allowed, { policy, complexity, tokens, measureOf });
  scored.sort((one, other) => compare(one, other, policy));
  return {
    complexity,
    entries: scored.map(({ entry }) => entry),
    candidates: scored.map((each) => toRouted(each, policy)),
    excluded: judged.flatMap(({ exclusion }) => (exclusion === null ? [] : [exclusion])),
  };
}

/** A name stands for one model: the first that has it. */
function unique(catalogue: readonly CatalogueEntry[]): CatalogueEntry[] {
  const byRef = new Map<string, CatalogueEntry>();
  for (const entry of catalogue) if (!byRef.has(refOf(entry))) byRef.set(refOf(entry), entry);
  return [...byRef.values()];
}

function compare(one: Scored, other: Scored, policy: ModelPolicy): number {
  const [a, b] = [one, other].map(({ entry }) => refOf(entry));
  return (
    rankIn(policy, a ?? '') - rankIn(policy, b ?? '') ||
    other.score - one.score ||
    ((a ?? '') < (b ?? '') ? -1 : Number(a !== b))
  );
}

function rankIn({ prefer, prefer_by: by }: ModelPolicy, ref: string): number {
  const rank = prefer.indexOf(ref);
  if (rank === -1) return prefer.length;
  return by === 'score' ? 0 : rank;
}

function toRouted({ entry, score, reasons }: Scored, policy: ModelPolicy): RoutedModel {
  const ref = refOf(entry);
  const rank = policy.prefer.indexOf(ref);
  const preferred =
    rank === -1 ? [] : [policy.prefer_by === 'score' ? 'preferred' : `preferred, as number ${rank + 1}`];
  const place = entry.is_local ? 'local' : 'in the cloud';
  return { ref, score, reasons: [...preferred, place, ...reasons] };
}
