import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RunResult } from '@overmind/contracts/entities/run';
import { endlessText, type ModelScript, type Turn, toolResults } from '@overmind/testing/models/script';
import { type ModelServer, startModelServer } from '@overmind/testing/models/server';
import { expect, onTestFinished, test } from 'vitest';
import type { Limits } from '../../limits.ts';
import { makeStand, type Stand } from '../../test-support/stand.ts';

const files = { 'src/pay.js': 'export const pay = (sum) => sum;\n' };
const report = {
  ...{ title: 'Payments', summary: 'Fine.', verdict: 'approve', criteria: [] },
  findings: [
    { severity: 'info', text: 'It pays.', citations: [{ path: 'src/pay.js', from_line: 1, to_line: 1 }] },
  ],
};
const call = (name: string, parts: object | string = {}) => ({ name, arguments: parts });
const submit: Turn = { toolCalls: [call('submit_report', report)] };
const apiKey = 'key-of-the-model';

async function runOf(
  url: string,
  config: object,
  limits: Partial<Limits>,
): Promise<{ stand: Stand; result: RunResult }> {
  const environment = { OPENAI_BASE_URL: url, OPENAI_API_KEY: apiKey };
  const stand = await makeStand({ files, environment, limits: { modelRetries: 0, ...limits } });
  const policy = { privacy: 'any' as const, prefer: ['openai/scripted'] };
  const job = stand.assign({
    type: 'review',
    config: { executor: 'model', model_policy: policy, ...config },
  });
  return { stand, result: (await stand.server.waitFor('complete', job.run.id)).result };
}

async function answered(
  script: ModelScript,
  { config = {}, limits = {} }: { config?: object; limits?: Partial<Limits> } = {},
): Promise<{ models: ModelServer; stand: Stand; result: RunResult }> {
  const models = await startModelServer(script, { apiKey });
  onTestFinished(() => models.close());
  return { models, ...(await runOf(models.openAiUrl, config, limits)) };
}

async function* thenNothing(): AsyncGenerator<string> {
  yield 'One word, and ';
  await new Promise(() => {});
}

const never = new Promise<never>(() => {});
test.each<[string, Turn, Partial<Limits>, object]>([
  ['sends nothing', { heldUntil: never, text: '' }, { modelSilenceMs: 300 }, silent()],
  ['stops in the middle', { text: thenNothing() }, { modelSilenceMs: 300 }, silent()],
  ['talks without end', { text: endlessText('x'.repeat(4_096)) }, {}, failedBy('output_limit', 'may print')],
  [
    'is cut off',
    { fail: 'cut', reply: { text: 'Half of a sentence' } },
    {},
    failedBy('agent_failed', 'failed: '),
  ],
  ['sends something else', { fail: 'wrong_content_type' }, {}, { status: 'failed' }],
  [
    'sends far too much',
    { fail: 'huge_body', sizeBytes: 40 * 1024 * 1024 },
    {},
    failedBy('agent_failed', 'more than 32 MB'),
  ],
  [
    'is overloaded and says so at length',
    { fail: 'status', status: 529, message: 'busy '.repeat(100_000) },
    {},
    failedBy('agent_failed', 'answered 529: busy'),
  ],
])('a provider that %s ends the run with a reason', async (_name, turn, limits, expected) => {
  const { result } = await answered(() => turn, { config: { max_output_mb: 1 }, limits });
  expect(result).toMatchObject(expected);
  expect(result.summary.length).toBeLessThan(1_200);
});

function silent() {
  return failedBy('agent_silent', 'fell silent');
}
function failedBy(reason: string, words: string) {
  return { status: 'failed', reason, summary: expect.stringContaining(words) };
}

test('a redirect is not followed, so the key goes nowhere else', async () => {
  let elsewhere = 0;
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/elsewhere')) elsewhere += 1;
    response.writeHead(307, { location: `http://${request.headers.host}/elsewhere` }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { result } = await runOf(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, {}, {});
  expect(result).toMatchObject(failedBy('agent_failed', 'redirect'));
  expect(elsewhere).toBe(0);
});

test('faulty calls are answered, and a model that makes no others is given up', async () => {
  const better = await answered([
    { toolCalls: [call('read', '{"path": '), call('rm', { path: '/' }), call('read', { path: 5 })] },
    submit,
  ]);
  expect(better.result).toMatchObject({ status: 'completed', metrics: { tool_calls: 4 } });
  expect(toolResults(better.models.calls.at(-1)?.conversation as never)).toHaveLength(3);
  const { models, result } = await answered(() => ({ toolCalls: [call('rm')] }));
  expect(result).toMatchObject(failedBy('agent_failed', 'keeps calling tools that do not exist'));
  expect(models.calls.length).toBeLessThan(25);
});

test('a thousand calls at once are too many', async () => {
  const toolCalls = Array.from({ length: 1_000 }, () => call('search', { pattern: 'pay' }));
  const { models, result } = await answered(() => ({ toolCalls }));
  expect(result).toMatchObject(failedBy('agent_failed', 'called tools more than 500 times'));
  expect(models.calls).toHaveLength(1);
});

test('the talk ends with the last refusal that is allowed', async () => {
  const { models, result } = await answered(() => ({
    toolCalls: [call('submit_report', { ...report, findings: [] })],
  }));
  expect(result).toMatchObject(failedBy('no_evidence', 'Nothing is cited'));
  expect(models.calls).toHaveLength(4);
});

test('what it took is told, whatever came of it, at no price that the provider makes up', async () => {
  const usage = { inputTokens: 100, outputTokens: 20, cachedInputTokens: 40, costUsd: 0.0125 };
  const { result } = await answered([
    { toolCalls: [call('list')], usage },
    { fail: 'status', status: 500, message: 'no' },
  ]);
  expect(result).toMatchObject({
    status: 'failed',
    metrics: { input_tokens: 100, output_tokens: 20, cached_tokens: 40, tool_calls: 1 },
  });
  expect(result.metrics).not.toHaveProperty('cost_micros');
});
