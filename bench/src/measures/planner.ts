import { randomBytes } from 'node:crypto';
import {
  CatalogueEntry,
  ModelCallScope,
  ModelPolicy,
  ProviderKind,
} from '@overmind/contracts/entities/model';
import type { Understanding } from '@overmind/contracts/entities/request';
import { consult } from '@overmind/core/requests/consult';
import { plannerPrompt, plannerValues } from '@overmind/domain/planner/prompt';
import { renderTexts } from '@overmind/domain/prompts/render';
import type { Utterance } from '@overmind/domain/requests/corpus/corpus';
import { heldOut } from '@overmind/domain/requests/corpus/held-out';
import { aspects, measure, sceneOf } from '@overmind/domain/requests/corpus/measure';
import { createBreakers } from '@overmind/models/breakers';
import { systemClock } from '@overmind/models/clock';
import { type ModelLayer, openModelLayer } from '@overmind/models/layer';
import type { Figure } from '../result.ts';

/** `BENCH_MODEL=ollama/qwen3`, with `BENCH_MODEL_URL` and `BENCH_MODEL_KEY` where it needs them. */
const { BENCH_MODEL: ref, BENCH_MODEL_URL: url, BENCH_MODEL_KEY: key } = process.env;
const limitMs = 8_000;

/** What a planning model adds to the rules, on utterances that neither was made from; of so many. */
export async function measurePlanner(utterances: number): Promise<Figure[]> {
  if (ref === undefined) {
    const value = 'BENCH_MODEL names no model, such as ollama/qwen3';
    return [{ what: 'planner with a model', value, goal: '', beside: '', data: {} }];
  }
  await using layer = openLayer(ref);
  const corpus = heldOut.slice(0, utterances);
  const readings = new Map<Utterance, Understanding>();
  const notes = { model: 0, failed: 0 };
  for (const utterance of corpus) {
    const second = await read(layer, utterance);
    if (second === null) continue;
    readings.set(utterance, { requests: [...second.refined] });
    notes['model' in second.note ? 'model' : 'failed'] += 1;
  }
  const rules = measure(corpus);
  const both = measure(corpus, readings);
  return [
    {
      what: `utterances that ${ref} was asked about, of ${corpus.length}`,
      value: `${notes.model + notes.failed}`,
      goal: '',
      beside: `${notes.failed} left to the rules`,
      data: notes,
    },
    ...aspects.map((aspect) => ({
      what: `${aspect} right with ${ref}`,
      value: `${both.aspects[aspect].right} of ${both.aspects[aspect].total}`,
      goal: '',
      beside: `rules alone ${rules.aspects[aspect].right}`,
      data: { with_model: both.aspects[aspect].right, rules: rules.aspects[aspect].right },
    })),
  ];
}

async function read(layer: ModelLayer, utterance: Utterance) {
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

/** A layer with one model and no bounds of money: whoever measures pays. */
function openLayer(named: string): ModelLayer {
  const [provider = '', ...rest] = named.split('/');
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
