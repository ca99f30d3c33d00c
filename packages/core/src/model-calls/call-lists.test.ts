import type { LedgerCall, ListedCall } from '@overmind/contracts/entities/model-call';
import { newId } from '@overmind/db/database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type MadeProject, makeProject, makeTask } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { getModelCall, listModelCalls } from './read.ts';
import { recordCall } from './record.ts';
import { makeCall } from './test-support/calls.ts';

let on: TestCore;
let made: MadeProject;
const calls: Record<'large' | 'small' | 'elsewhere' | 'failed' | 'free', LedgerCall> = {
  large: makeCall(),
  small: makeCall(),
  elsewhere: makeCall(),
  failed: makeCall(),
  free: makeCall(),
};
beforeAll(async () => {
  on = await startTestCore();
  made = await makeProject(on.core);
  const task = await makeTask(on.core, made);
  const of = { project_id: made.project.id };
  const at = (day: number, time = '12:00:00.000') => ({ started_at: `2026-03-0${day}T${time}Z` });
  calls.large = makeCall({ ...of, agent_id: made.agent.id, task_id: task.id }, at(1, '23:59:59.999'));
  calls.small = makeCall(
    { ...of, persona: 'Ann' },
    { ...at(2, '00:00:00.000'), answered_by: 'openai/gpt-small' },
  );
  calls.elsewhere = makeCall(of, { ...at(3), answered_by: 'gateway/gpt-large' });
  calls.failed = makeCall(of, {
    ...{ ...at(4), status: 'failed', reason: 'unreachable', answered_by: null, is_local: null },
    more_attempts: 7,
    attempts: Array.from({ length: 30 }, () => ({
      ...{ ref: 'ollama/a/b', outcome: 'failed' as const, reason: 'unreachable' as const, detail: 'Away.' },
      ...{ http_status: null, waited_ms: 0, first_token_ms: null, latency_ms: 1 },
    })),
  });
  calls.free = makeCall({ purpose: 'models.try' }, at(5));
  for (const call of Object.values(calls)) await recordCall(on.core, call);
});
afterAll(() => on.stop());

const list = async (filter: object = {}, projectId: string | null = made.project.id): Promise<ListedCall[]> =>
  (await listModelCalls(on.core, projectId, { limit: 50, ...filter })).items;
const namesOf = (items: readonly ListedCall[]) =>
  items.map(({ id }) => Object.entries(calls).find(([, call]) => call.id === id)?.[0]);

it('shows of a call what a list needs, without its chain and its candidates', async () => {
  const { large, failed } = calls;
  const shown = (await list({})).filter(({ id }) => id === large.id || id === failed.id);
  expect(shown).toEqual([
    {
      ...{ id: failed.id, scope: failed.scope, status: 'failed', reason: 'unreachable', answered_by: null },
      ...{ is_local: null, is_cache_hit: false, input_tokens: 100, output_tokens: 20, cached_tokens: 10 },
      ...{ cost_micros: 1_000, cost_source: 'reported', started_at: failed.started_at, latency_ms: 40 },
      ...{ asked: 'ollama/a/b', agent_name: null, task_key: null, tries: 37 },
      outcomes: Array.from({ length: 20 }, () => 'failed'),
    },
    expect.objectContaining({
      ...{ id: large.id, scope: large.scope, asked: 'openai/gpt-large', answered_by: 'openai/gpt-large' },
      ...{ agent_name: made.agent.name, task_key: expect.stringMatching(/-1$/), tries: 1, outcomes: ['ok'] },
    }),
  ]);
});

it.each<[object, (keyof typeof calls)[]]>([
  [{}, ['failed', 'elsewhere', 'small', 'large']],
  [{ provider: 'openai' }, ['small', 'large']],
  [{ provider: 'ollama' }, ['failed']],
  [{ model: 'openai/gpt-large' }, ['large']],
  [{ model: 'ollama/a/b' }, ['failed']],
  [{ status: 'failed' }, ['failed']],
  [{ status: 'ok', provider: 'gateway' }, ['elsewhere']],
  [{ status: 'aborted' }, []],
  [{ from: '2026-03-02', to: '2026-03-03' }, ['elsewhere', 'small']],
  [{ to: '2026-03-01' }, ['large']],
  [{ from: '2026-03-04' }, ['failed']],
  [{ agent: newId() }, []],
  [{ persona: 'Ann' }, ['small']],
  [{ persona: 'Nobody' }, []],
])('holds for %j only what that asks for', async (filter, names) => {
  expect(namesOf(await list(filter))).toEqual(names);
});

it('tells the calls of an agent and of a task apart', async () => {
  expect(namesOf(await list({ agent: made.agent.id }))).toEqual(['large']);
  expect(namesOf(await list({ task: calls.large.scope.task_id ?? '' }))).toEqual(['large']);
});

it('goes on page by page within a filter', async () => {
  const query = { limit: 1, provider: 'openai' };
  const first = await listModelCalls(on.core, made.project.id, query);
  const rest = await listModelCalls(on.core, made.project.id, { ...query, cursor: first.next_cursor ?? '' });
  expect(namesOf([...first.items, ...rest.items])).toEqual(['small', 'large']);
  expect(rest.next_cursor).toBeNull();
});

it('of no project is a list of its own', async () => {
  expect(namesOf(await list({}, null))).toEqual(['free']);
  expect(namesOf(await list({ provider: 'openai', status: 'ok', from: '2026-03-05' }, null))).toEqual([
    'free',
  ]);
  expect(await list({ to: '2026-03-04' }, null)).toEqual([]);
});

it('gives a single call whole, to its project alone', async () => {
  const { large, failed, free } = calls;
  expect(await getModelCall(on.core, made.project.id, large.id)).toEqual(large);
  expect(await getModelCall(on.core, made.project.id, failed.id)).toEqual(failed);
  expect(await getModelCall(on.core, null, free.id)).toEqual(free);
  const other = await makeProject(on.core);
  for (const [of, id] of [
    [other.project.id, large.id],
    [null, large.id],
    [made.project.id, free.id],
    [made.project.id, newId()],
  ] as const)
    await expect(getModelCall(on.core, of, id)).rejects.toMatchObject({ code: 'not_found' });
});

it('keeps the models that stood first, those that were tried, and how many more there were', async () => {
  const refs = Array.from({ length: 250 }, (_, n) => `openrouter/m${n}`);
  const candidates = refs.map((ref) => ({ ref, score: 1, reasons: [] }));
  const excluded = refs.map((ref) => ({ ref, reason: 'not_local' as const, detail: 'Far away.' }));
  const [attempt] = makeCall().attempts;
  if (attempt === undefined) throw new Error('a call has an attempt');
  const tried = { ...attempt, ref: 'openrouter/m180', outcome: 'failed' as const };
  const call = makeCall(
    { project_id: made.project.id },
    { answered_by: 'openrouter/m249', candidates, excluded, attempts: [tried] },
  );
  await recordCall(on.core, call);
  const kept = await getModelCall(on.core, made.project.id, call.id);
  const first = refs.slice(0, 100);
  expect(kept.candidates.map(({ ref }) => ref)).toEqual([...first, 'openrouter/m180', 'openrouter/m249']);
  expect(kept.excluded.map(({ ref }) => ref)).toEqual(first);
  expect(kept).toMatchObject({ more_candidates: 148, more_excluded: 150 });
});
