import type { CatalogueEntry, ModelCall } from '@overmind/contracts/entities/model';
import type { PromptMade } from '@overmind/contracts/entities/model-call';
import { costOf } from '@overmind/domain/models/cost';
import { refOf } from '@overmind/domain/models/refs';
import type { Ledger } from '@overmind/models/ports';
import type { Core } from '../core.ts';
import { recordCall } from '../model-calls/record.ts';
import type { CatalogueMemory } from './catalogue.ts';

const noPrompt: PromptMade = { prompt_version_id: null, experiment_id: null, arm: null, values: null };

/** The ledger of the database, with what the same tokens would have cost at the best model that might have answered. */
export const ledgerOf = (core: () => Core, catalogue: Pick<CatalogueMemory, 'known'>): Ledger => ({
  async record(call, prompt) {
    const { values, ...use } = prompt ?? noPrompt;
    // Asked again for what fits, the input is the same.
    const given = call.re_ask === 0 ? values : null;
    await recordCall(core(), { ...call, ...use, best_micros: costOfBest(catalogue.known, call) }, given);
  },
});

/**
 * What the best of its candidates would have taken for the same tokens; null where that cannot be compared: of estimates it
 * would tell nothing but what is dear.
 */
export function costOfBest(known: readonly CatalogueEntry[], call: ModelCall): number | null {
  if (call.status !== 'ok' || call.cost_micros === null) return null;
  const refs = new Set(call.candidates.map(({ ref }) => ref));
  const rated = known.filter((entry) => refs.has(refOf(entry)) && isRated(entry));
  const best = Math.max(...rated.map(({ quality }) => quality));
  const bests = rated.filter(({ quality }) => quality === best);
  if (bests.some((entry) => refOf(entry) === call.answered_by)) return call.cost_micros;
  const use = { input: call.input_tokens, cachedInput: 0, output: call.output_tokens };
  const costs = bests.flatMap((entry) => costOf(use, entry) ?? []);
  // Of several that are as good nobody would take the dearer one.
  return costs.length === 0 ? null : Math.min(...costs);
}

const isRated = ({ quality_source: source }: CatalogueEntry): boolean =>
  source === 'set' || source === 'rated';
