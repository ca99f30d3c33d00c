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

function costOfBest(known: readonly CatalogueEntry[], call: ModelCall): number | null {
  if (call.status !== 'ok') return null;
  const refs = new Set(call.candidates.map(({ ref }) => ref));
  const candidates = known.filter((entry) => refs.has(refOf(entry)));
  const use = { input: call.input_tokens, cachedInput: 0, output: call.output_tokens };
  const costs = candidates.map((entry) => ({ entry, micros: costOf(use, entry) }));
  return costs.reduce(better, null)?.micros ?? null;
}

type Cost = { entry: CatalogueEntry; micros: number | null };

/** Of two that are as good, what is dearer counts as the better one. */
function better(best: Cost | null, other: Cost): Cost {
  if (best === null) return other;
  const [one, two] = [best.entry.quality, other.entry.quality];
  if (one !== two) return one > two ? best : other;
  return (other.micros ?? 0) > (best.micros ?? 0) ? other : best;
}
