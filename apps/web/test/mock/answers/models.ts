import type { TryLine } from '@overmind/contracts/entities/model-catalogue';
import type { Provider } from '@overmind/contracts/entities/provider';
import { ago } from '../fixtures/ids.ts';
import { catalogue, installed, newProvider, providers, pull } from '../fixtures/models.ts';
import { type Answers, type Call, made, ok, page, problem, type Reply, unknown } from './answer.ts';

const said = (outcome: 'ok' | 'cache_hit'): TryLine[] => [
  { type: 'start', ref: 'ollama/qwen3' },
  { type: 'delta', kind: 'text', text: 'Two changes ' },
  { type: 'delta', kind: 'text', text: 'of one line.' },
  {
    ...{ type: 'end', ref: 'ollama/qwen3' },
    attempts: [
      {
        ...{ ref: 'ollama/qwen3', outcome, reason: null, detail: null, http_status: null },
        ...{ waited_ms: 0, first_token_ms: 120, latency_ms: 900 },
      },
    ],
  },
];
/** Everything was asked before: who takes that is answered from what is kept. */
const linesOf = (mayRepeat: boolean): string =>
  said(mayRepeat ? 'cache_hit' : 'ok')
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('');

/** Providers that can be set, tested, tried and turned off; Ollama fetches what it is asked for at once. */
export function modelAnswers(): Answers {
  const known = providers();
  const models = catalogue();
  const pulls = [pull('llama3', 1)];
  const named =
    (name: string, answer: (provider: Provider, call: Call) => Reply) =>
    (call: Call): Reply => {
      const found = known.find((each) => each.name === name);
      return found === undefined ? unknown : answer(found, call);
    };
  const put = (name: string, { body }: Call): Reply => {
    const before = known.find((each) => each.name === name);
    const base = before ?? newProvider(name);
    const after = { ...base, ...body, version: base.version + 1 } as Provider;
    if (before === undefined) known.push(after);
    else Object.assign(before, after);
    return ok(after);
  };
  const ofProvider = (name: string): Answers => ({
    [`PUT /models/providers/${name}`]: (call) => put(name, call),
    [`PATCH /models/providers/${name}`]: (call) => put(name, call),
    [`DELETE /models/providers/${name}`]: () => ({ status: 204 }),
    [`PUT /models/providers/${name}/key`]: named(name, (provider, { body }) => {
      const lastFour = String(body['key']).slice(-4);
      provider.key = { is_set: true, source: 'stored', last_four: lastFour, set_at: ago(0), problem: null };
      return ok(provider);
    }),
    [`POST /models/providers/${name}/test`]: named(name, ({ health }) =>
      ok({
        ...{ is_up: health.status !== 'down', latency_ms: 42, models: 3, checked_at: ago(0) },
        error: health.status === 'down' ? 'The key was refused.' : null,
      }),
    ),
  });
  return {
    'GET /models/providers': () => page(known),
    'GET /models': () => page(models),
    'PUT /models/settings': ({ body }) => {
      const model = models.find(({ ref }) => ref === body['ref']);
      if (model === undefined) return unknown;
      const { ref: _, ...override } = body;
      const set = override['quality'] as number | null;
      const quality = set === null ? {} : { quality: set, quality_source: 'set' };
      return ok(Object.assign(model, { override, ...quality, is_enabled: override['is_enabled'] }));
    },
    'POST /models/route': ({ body }) =>
      (body['policy'] as { privacy?: string } | undefined)?.privacy === 'no_training'
        ? ok({
            ...{ privacy: 'no_training', complexity: 'low', input_tokens: 12, candidates: [] },
            detail: 'No model may take this work.',
            excluded: [{ ref: 'openrouter/big', reason: 'disabled', detail: 'openrouter/big is turned off' }],
          })
        : ok({
            ...{ privacy: 'any', complexity: 'low', input_tokens: 12, detail: null },
            candidates: [{ ref: 'ollama/qwen3', score: 70, reasons: ['costs nothing'] }],
            excluded: [
              { ref: 'openrouter/big', reason: 'disabled', detail: 'Its provider does not answer.' },
            ],
          }),
    'POST /models/try/stream': ({ body }) =>
      body['prompt'] === 'fail'
        ? problem(409, 'rule_violated', 'No model may do this.')
        : { status: 200, body: linesOf(body['is_deterministic'] === true) },
    'POST /models/keys/rotate': () => ok({ resealed: 2 }),
    'GET /models/providers/ollama/installed': () => page(installed),
    'GET /models/providers/ollama/pulls': () => page(pulls),
    'POST /models/providers/ollama/pulls': ({ body }) => {
      const begun = pull(String(body['model']), 10 + pulls.length);
      pulls.unshift(begun);
      return made(begun);
    },
    'POST /models/providers/ollama/pulls/:id/cancel': ({ id }) => {
      const found = pulls.find((each) => each.id === id);
      return found === undefined
        ? unknown
        : ok(Object.assign(found, { status: 'canceled', finished_at: ago(0) }));
    },
    ...ofProvider('ollama'),
    ...ofProvider('openrouter'),
    ...ofProvider('anthropic'),
    ...ofProvider('openai'),
    ...ofProvider('lab'),
  };
}
