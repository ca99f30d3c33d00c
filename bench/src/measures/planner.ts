import { openLayerTo, planCorpus } from '@overmind/core/requests/test-support/planner-corpus';
import { heldOut } from '@overmind/domain/requests/corpus/held-out';
import { aspects, measure } from '@overmind/domain/requests/corpus/measure';
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
  await using layer = openLayerTo(ref, { url, key });
  const corpus = heldOut.slice(0, utterances);
  const { readings, notes } = await planCorpus(layer, corpus, { limitMs });
  const rules = measure(corpus);
  const both = measure(corpus, readings);
  return [
    {
      what: `utterances that ${ref} was asked about, of ${corpus.length}`,
      value: `${readings.size}`,
      goal: '',
      beside: `helped with ${notes.helped}, not taken ${notes.unfit}, failed ${notes.failed}`,
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
