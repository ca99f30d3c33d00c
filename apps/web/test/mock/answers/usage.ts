import type {
  LedgerCall,
  ListedCall,
  TurnCall,
  UsageRow,
  UsageTotal,
} from '@overmind/contracts/entities/model-call';
import { projectId, uuid } from '../fixtures/ids.ts';
import { calls, freeCall, listed } from '../fixtures/models.ts';
import { type Answers, ok, page, unknown } from './answer.ts';

const dayMs = 86_400_000;
const sums = (share: number): UsageTotal => ({
  ...{ calls: 40 * share, failures: 2 * share, cache_hits: 10 * share },
  ...{ input_tokens: 300_000 * share, output_tokens: 100_000 * share, cached_tokens: 0 },
  ...{ cost_micros: 1_500_000 * share, saved_micros: 250_000 * share, best_micros: 6_000_000 * share },
  compared_micros: 1_000_000 * share,
  ...{ latency_ms: 90_000 * share, local_calls: 30 * share, local_tokens: 300_000 * share },
  ...{ cloud_calls: 8 * share, cloud_tokens: 100_000 * share },
});
const row = (group: string | null, label: string | null, share: number): UsageRow => ({
  ...{ group, label },
  ...sums(share),
});

const groups: Record<string, (to: string) => UsageRow[]> = {
  model: () => [row('openrouter/big', null, 0.75), row('ollama/qwen3', null, 0.25)],
  provider: () => [row('openrouter', null, 1)],
  agent: () => [row(uuid(4, 1), 'frontend', 0.5), row('Architect', null, 0.25), row(null, null, 0.25)],
  task: () => [row(uuid(5, 5), 'SHOP-5', 1)],
  project: () => [row(projectId, 'Shop', 1)],
  day: (to) =>
    [0.5, 0.3, 0.2].map((share, index) =>
      row(new Date(Date.parse(to) - index * dayMs).toISOString().slice(0, 10), null, share),
    ),
};

/** Two calls for the first turn, of which one had failed, and one for the turn that was passed over. */
const turnCalls: TurnCall[] = (
  [
    [0, 1],
    [1, 1],
    [2, 2],
  ] as const
).flatMap(([at, turn]) => {
  const call = calls[at];
  if (call === undefined) return [];
  const { id, status, reason, answered_by, is_local, is_cache_hit, cost_micros, cost_source } = call;
  const { input_tokens, output_tokens, latency_ms } = call;
  return [
    {
      ...{ id, turn, status, reason, answered_by, is_local, is_cache_hit, cost_micros, cost_source },
      ...{ input_tokens, output_tokens, latency_ms, is_failed_over: at === 0 },
    },
  ];
});

/** What models took: the same for every time but that of long ago, in which nothing happened. */
export function usageAnswers(): Answers {
  let budgets = { budgets: { day: { soft_micros: null, hard_micros: 5_000_000 } }, version: 1 };
  return {
    'GET /models/usage': ({ query }) => {
      const group = query.get('group_by') ?? 'day';
      const to = query.get('to') ?? '2026-11-22';
      const isLongAgo = to < '2020-01-01';
      return ok({
        ...{ group_by: group, from: query.get('from') ?? to, to },
        items: isLongAgo ? [] : (groups[group]?.(to) ?? []),
        total: sums(isLongAgo ? 0 : 1),
      });
    },
    'GET /discussions/:id/turn-calls': ({ query }) => {
      const [from, to] = [Number(query.get('from') ?? 1), Number(query.get('to'))];
      return page(turnCalls.filter(({ turn }) => turn >= from && turn <= to));
    },
    'GET /projects/:id/model-calls': ({ query }) => {
      const [task, run, turn] = [query.get('task'), query.get('run'), query.get('turn')];
      if (turn !== null) {
        const ids = turnCalls.filter((each) => each.turn === Number(turn)).map(({ id }) => id);
        return page(calls.filter(({ id }) => ids.includes(id)).map(listed));
      }
      const [status, provider] = [query.get('status'), query.get('provider')];
      const persona = query.get('persona');
      const isOf = ({ scope }: LedgerCall) =>
        (task === null || scope.task_id === task) && (run === null || scope.run_id === run);
      const isAsked = (call: ListedCall) =>
        (status === null || call.status === status) &&
        (persona === null || call.scope.persona === persona) &&
        (provider === null || call.asked?.startsWith(`${provider}/`) === true);
      return page(calls.filter(isOf).map(listed).filter(isAsked));
    },
    'GET /projects/:id/model-calls/:other': ({ path }) => {
      const found = calls.find(({ id }) => path.endsWith(id));
      return found === undefined ? unknown : ok(found);
    },
    'GET /models/calls': () => page([listed(freeCall)]),
    'GET /models/calls/:id': ({ id }) => (id === freeCall.id ? ok(freeCall) : unknown),
    'GET /projects/:id/budgets': ({ query }) =>
      page([
        ...(['run', 'discussion'] as const)
          .filter((kind) => query.has(kind))
          .map((kind) => ({
            ...{ kind, soft_micros: 60_000, hard_micros: 100_000 },
            ...{ spent_micros: 84_000, held_micros: 5_000, warned_at: null },
          })),
        {
          ...{ kind: 'day', soft_micros: 1_000_000, hard_micros: 2_000_000 },
          ...{ spent_micros: 1_200_000, held_micros: 100_000, warned_at: null },
        },
        {
          ...{ kind: 'project', soft_micros: null, hard_micros: null },
          ...{ spent_micros: 9_000_000, held_micros: 0, warned_at: null },
        },
      ]),
    'GET /models/budgets': () => ok(budgets),
    'PUT /models/budgets': ({ body }) => {
      budgets = { budgets: body as (typeof budgets)['budgets'], version: budgets.version + 1 };
      return ok(budgets);
    },
  };
}
