import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunResult } from '@overmind/contracts/entities/run';
import { type Conversation, type ModelScript, toolResults } from '@overmind/testing/models/script';
import { type ModelServer, startModelServer } from '@overmind/testing/models/server';
import { expect, onTestFinished, test } from 'vitest';
import { makeStand, type Stand } from '../../test-support/stand.ts';

const files = {
  'src/pay.js': 'export const pay = (sum) => sum;\nexport const tip = 0;\n',
  '.env': 'TOKEN=sesame-open\n',
};
const citation = { path: 'src/pay.js', from_line: 1, to_line: 2 };
const finding = { severity: 'major', text: 'The tip is never added.', citations: [citation] };
const report = {
  title: 'Payments',
  summary: 'They ignore the tip.',
  verdict: 'request_changes',
  findings: [finding],
  criteria: [],
};
const submit = (change: object = {}) => ({
  toolCalls: [{ name: 'submit_report', arguments: { ...report, ...change } }],
});

async function start(script: ModelScript, { privacy = 'any', model = 'openai/scripted' } = {}) {
  const models = await startModelServer(script, { apiKey: 'key-of-the-model' });
  onTestFinished(() => models.close());
  const environment = {
    ...{ OPENAI_BASE_URL: models.openAiUrl, OPENAI_API_KEY: 'key-of-the-model' },
    ...{ OPENROUTER_BASE_URL: models.openAiUrl, OPENROUTER_API_KEY: 'key-of-the-model' },
    RUNNER_NO_TRAINING_HOSTS: new URL(models.openAiUrl).hostname,
  };
  const stand = await makeStand({ files, environment });
  const config = { executor: 'model' as const, model_policy: { privacy: privacy as 'any', prefer: [model] } };
  return { models, stand, config };
}

async function run(stand: Stand, config: object, type: 'review' | 'research' = 'review'): Promise<RunResult> {
  const job = stand.assign({ type, config });
  return (await stand.server.waitFor('complete', job.run.id)).result;
}

const seen = (models: ModelServer): Conversation[] => models.calls.map((call) => call.conversation);

test('a model looks around and hands in a report with the lines that prove it', async () => {
  const { models, stand, config } = await start([
    { text: 'I look.', toolCalls: [{ name: 'list', arguments: { path: 'src' } }] },
    {
      toolCalls: [
        { name: 'search', arguments: { pattern: 'tip' } },
        { name: 'read', arguments: { path: 'src/pay.js' } },
      ],
    },
    { ...submit(), usage: { inputTokens: 100, outputTokens: 20 } },
  ]);
  const result = await run(stand, config);
  expect(result).toMatchObject({
    status: 'completed',
    reason: 'ok',
    summary: expect.stringContaining('asks for changes'),
  });
  expect(result.evidence[0]).toMatchObject({ kind: 'review', name: 'Payments' });
  expect(result.evidence[0]?.excerpt).toContain('src/pay.js:1-2');
  expect(result.evidence[0]?.excerpt).toContain('    export const tip = 0;');
  expect(result.artifacts.map(({ kind }) => kind)).toContain('report');
  expect(result.metrics).toMatchObject({ input_tokens: 120, output_tokens: 30, tool_calls: 4 });
  const tokens = { input_tokens: 120, output_tokens: 30 };
  expect(result.metrics.model_uses).toMatchObject([
    {
      reviewer: null,
      model: 'openai/scripted',
      calls: 3,
      status: 'ok',
      is_local: false,
      is_entered: true,
      ...tokens,
    },
  ]);
  const last = seen(models).at(-1);
  expect(toolResults(last as Conversation)).toEqual([
    'pay.js',
    'src/pay.js:2:export const tip = 0;',
    expect.stringContaining('1\texport const pay'),
  ]);
});

test('calls that the server may not have entered go with the end of the run, each under its own id', async () => {
  const { stand, config } = await start([{ text: 'All is well.' }, submit()]);
  stand.server.budgets.lostAnswers = Number.POSITIVE_INFINITY;
  const { metrics } = await run(stand, config);
  const ids = new Set(stand.server.budgets.entered.map(({ callId }) => callId));
  expect(metrics.model_uses?.map((use) => use.call_id).sort()).toEqual([...ids].sort());
  const [one] = stand.server.budgets.entered;
  const told = metrics.model_uses?.find((use) => use.call_id === one?.callId);
  expect(told).toMatchObject({ calls: 1, started_at: one?.body.started_at });
  expect(told).not.toHaveProperty('is_entered');
  expect(ids.size).toBe(2);
});

test('a report that cites lines which do not exist is sent back, and a better one is taken', async () => {
  const { models, stand, config } = await start([
    submit({ findings: [{ ...finding, citations: [{ ...citation, to_line: 99 }] }] }),
    submit({ findings: [] }),
    submit(),
  ]);
  expect(await run(stand, config)).toMatchObject({ status: 'completed' });
  const results = toolResults(seen(models).at(-1) as Conversation);
  expect(results[0]).toContain('src/pay.js has 2 lines; 1-99 is cited');
  expect(results[1]).toContain('Nothing is cited');
});

test('a model that only talks is reminded once and then has shown no evidence', async () => {
  const { models, stand, config } = await start([{ text: 'All is well.' }, { text: 'Really.' }]);
  expect(await run(stand, config)).toMatchObject({ status: 'failed', reason: 'no_evidence' });
  expect(seen(models)).toHaveLength(2);
});

test('it sees neither secrets nor anything outside, and can change nothing', async () => {
  const { models, stand, config } = await start((conversation, index) =>
    index === 0
      ? {
          toolCalls: [
            { name: 'read', arguments: { path: '.env' } },
            { name: 'read', arguments: { path: '../../../../etc/passwd' } },
            { name: 'search', arguments: { pattern: 'sesame' } },
            { name: 'write', arguments: { path: 'src/pay.js', content: '' } },
          ],
        }
      : submit({ summary: toolResults(conversation).join(' ') }),
  );
  const result = await run(stand, config);
  const told = toolResults(seen(models).at(-1) as Conversation).join('\n');
  expect(told).not.toMatch(/sesame-open|root:/);
  expect(result.metrics.files_changed).toBe(0);
  expect(await readFile(join(stand.repository, 'src/pay.js'), 'utf8')).toBe(files['src/pay.js']);
});

test.each([
  ['no_training', { data_collection: 'deny' }],
  ['any', undefined],
])('OpenRouter is told which providers may answer where the rule is %s', async (privacy, provider) => {
  const { models, stand, config } = await start([submit()], { privacy, model: 'openrouter/scripted' });
  expect(await run(stand, config)).toMatchObject({ status: 'completed' });
  expect(models.calls.map((call) => (call.body as { provider?: unknown }).provider)).toEqual([provider]);
});

test('where a model fails, the next of the list does the work, and the run tells so', async () => {
  const { models, stand, config } = await start((_conversation, index) =>
    index === 0 ? { fail: 'status', status: 403, message: 'Not today' } : submit(),
  );
  const prefer = ['openai/scripted', 'openrouter/other'];
  const job = stand.assign({
    type: 'review',
    config: { ...config, model_policy: { privacy: 'any', prefer } },
  });
  const { result } = await stand.server.waitFor('complete', job.run.id);
  expect(result).toMatchObject({ status: 'completed', evidence: [{ run: ['openrouter/other'] }] });
  expect(seen(models).map(({ model }) => model)).toEqual(['scripted', 'other']);
  expect(JSON.stringify(stand.server.steps(job.run.id))).toContain('openai/scripted answered 403: Not today');
});

test('an agent for local models only reaches no other, and says so', async () => {
  const { models, stand, config } = await start([], { privacy: 'local_only', model: 'anthropic/claude' });
  expect(await run(stand, config)).toMatchObject({
    status: 'failed',
    reason: 'agent_failed',
    summary: expect.stringContaining('may use no other'),
  });
  expect(models.calls).toEqual([]);
});

test.each([
  ['refuses the key', { fail: 'echo_key' } as const, '401'],
  ['answers nonsense', { fail: 'invalid_json' } as const, 'openai/scripted'],
])('a provider that %s ends the run with its words and without the key', async (_name, turn, words) => {
  const { stand, config } = await start(() => turn);
  const result = await run(stand, config);
  expect(result).toMatchObject({
    status: 'failed',
    reason: 'agent_failed',
    summary: expect.stringContaining(words),
  });
  expect(JSON.stringify([result, stand.server.frames])).not.toContain('key-of-the-model');
});

test('a run that is canceled leaves the model alone', async () => {
  const { models, stand, config } = await start(() => ({ heldUntil: new Promise(() => {}), text: 'never' }));
  const job = stand.assign({ type: 'review', config });
  await expect.poll(() => models.calls.length).toBe(1);
  stand.server.send({ type: 'cancel', run_id: job.run.id, reason: 'No more.' });
  const { result } = await stand.server.waitFor('complete', job.run.id);
  expect(result.status).toBe('canceled');
});
