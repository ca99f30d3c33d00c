import { randomBytes } from 'node:crypto';
import {
  CatalogueEntry,
  ModelCallScope,
  ModelPolicy,
  ProviderKind,
} from '@overmind/contracts/entities/model';
import type { Understanding } from '@overmind/contracts/entities/request';
import { plannerPrompt, plannerValues } from '@overmind/domain/planner/prompt';
import { renderTexts } from '@overmind/domain/prompts/render';
import type { Utterance } from '@overmind/domain/requests/corpus/corpus';
import { sceneOf } from '@overmind/domain/requests/corpus/measure';
import { createBreakers } from '@overmind/models/breakers';
import { systemClock } from '@overmind/models/clock';
import { type ModelLayer, openModelLayer } from '@overmind/models/layer';
import { consult } from '../consult.ts';

/** What the rules and a model together make of a corpus. */
export interface PlannedCorpus {
  /** Of the utterances that the model was asked about. */
  readings: ReadonlyMap<Utterance, Understanding>;
  /** How many of these the model helped with, answered what was not taken, and failed. */
  notes: { helped: number; unfit: number; failed: number };
}

/** Asks a model about all that the rules want help with, one after the other; `onAsk` is called before each. */
export async function planCorpus(
  layer: ModelLayer,
  corpus: readonly Utterance[],
  { limitMs, onAsk }: { limitMs: number; onAsk?: (utterance: Utterance) => void },
): Promise<PlannedCorpus> {
  const readings = new Map<Utterance, Understanding>();
  const notes = { helped: 0, unfit: 0, failed: 0 };
  for (const utterance of corpus) {
    onAsk?.(utterance);
    const second = await plan(layer, utterance, limitMs);
    if (second === null) continue;
    readings.set(utterance, { requests: [...second.refined] });
    notes['model' in second.note ? 'helped' : 'unfit' in second.note ? 'unfit' : 'failed'] += 1;
  }
  return { readings, notes };
}

function plan(layer: ModelLayer, utterance: Utterance, limitMs: number) {
  const context = sceneOf(utterance);
  const values = plannerValues(utterance.text, context, true);
  return consult({
    ...{ layer, context, limitMs, text: utterance.text, autoAccepted: [] },
    policy: ModelPolicy.parse({ privacy: 'any' }),
    scope: ModelCallScope.parse({ purpose: 'planner' }),
    async prompt() {
      const boundary = randomBytes(16).toString('hex');
      const made = renderTexts(plannerPrompt, values, boundary);
      if (!made.ok) throw new Error(made.problems.map(({ detail }) => detail).join(' '));
      return { ...made, boundary };
    },
  });
}

/** A layer with one model, such as `ollama/qwen3`, and no bounds of money: whoever measures pays. The caller closes it. */
export function openLayerTo(
  ref: string,
  { url, key }: { url?: string | undefined; key?: string | undefined },
): ModelLayer {
  const [provider = '', ...rest] = ref.split('/');
  const kind = ProviderKind.parse(provider);
  const entry = CatalogueEntry.parse({ provider, model: rest.join('/'), is_local: kind === 'ollama' });
  const reach = entry.is_local || url !== undefined ? 'local' : 'public';
  const access = {
    name: provider,
    kind,
    baseUrl: url ?? null,
    apiKey: key ?? null,
    reach,
    mayBeLocal: entry.is_local,
    isLimited: false,
  } as const;
  return openModelLayer({
    catalogue: { list: async () => [entry] },
    providers: { find: async () => access },
    ledger: { record: async () => {} },
    budgets: { reserve: async () => ({ ok: true, reservation: { warnings: [], settle: async () => {} } }) },
    turns: { take: async () => ({ leave: async () => {} }) },
    ...{ clock: systemClock, breakers: createBreakers(), cache: null },
  });
}
