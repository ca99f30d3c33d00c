import { readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import { AgentConfig } from '@overmind/contracts/entities/agent';
import type { TrialStep } from '@overmind/contracts/frames/questions';
import type { Step } from '@overmind/testing/agents/echo/step';
import { configureEchoAgent } from '@overmind/testing/agents/echo-agent';
import { listenOnLoopback } from '@overmind/testing/loopback';
import { expect, it, onTestFinished } from 'vitest';
import type { z } from 'zod';
import { runGit } from '../test-support/repository.ts';
import { makeStand, type Stand, type StandParts } from '../test-support/stand.ts';

type Config = z.input<typeof AgentConfig>;

async function tried(stand: Stand, config: Config): Promise<TrialStep[]> {
  const question = { kind: 'test_agent', path: stand.repository, config: AgentConfig.parse(config) } as const;
  const answer = await stand.server.ask(question);
  if (answer.kind !== 'test_agent') throw new Error(`The answer was ${JSON.stringify(answer)}`);
  return answer.steps;
}

async function withEcho(atStart: Step[] = [], parts: StandParts = {}) {
  const { argv } = await configureEchoAgent({ home: '', atStart });
  const stand = await makeStand(parts);
  return { stand, config: { executor: 'acp', acp: { command: [...argv] } } satisfies Config };
}

const failures = (steps: TrialStep[]): [string, string][] =>
  steps.filter(({ ok }) => !ok).map(({ name, detail }) => [name, detail]);

it('starts a coding agent, opens a session and leaves nothing behind', async () => {
  const { stand, config } = await withEcho();
  const before = await readdir(stand.settings.dataDir, { recursive: true });
  const steps = await tried(stand, { ...config, checks: [{ name: 'tests', run: ['node', '--test'] }] });
  expect(failures(steps)).toEqual([]);
  expect(steps.map(({ name }) => name)).toEqual([
    'repository',
    'sandbox',
    'check "tests"',
    'coding agent',
    'start',
    'session',
  ]);
  expect(steps[4]?.detail).toMatch(/^Echo 1[.]0[.]0 starts .+ goes on with its session[.]$/);
  expect(await readdir(stand.settings.dataDir, { recursive: true })).toEqual(before);
  expect(await runGit(stand.repository, 'status', '--porcelain')).toBe('');
  expect(await runGit(stand.repository, 'branch', '--list', '--all')).toBe('* main');
});

it('tells with what words a coding agent dies, without its secrets', async () => {
  const { stand, config } = await withEcho(
    [
      { do: 'write_stderr', text: 'no licence for sesame-open-123\n' },
      { do: 'exit', code: 3 },
    ],
    { environment: { LICENCE_KEY: 'sesame-open-123' } },
  );
  const steps = await tried(stand, { ...config, secrets: ['LICENCE_KEY'] });
  expect(failures(steps)).toEqual([
    [
      'start',
      expect.stringContaining(
        'ended with 3 before it was asked to. Its last lines: no licence for [redacted]',
      ),
    ],
  ]);
});

it('ends a coding agent that never answers and heeds no signal', async () => {
  const hang: Step = { do: 'hang', heedsCancel: false, ignoresSigterm: true };
  const { stand, config } = await withEcho([hang], { limits: { agentStartMs: 700 } });
  const before = await readdir(stand.settings.dataDir);
  expect(failures(await tried(stand, config))).toEqual([
    ['start', expect.stringContaining('had no session after 1 s')],
  ]);
  expect(await readdir(stand.settings.dataDir)).toEqual(before);
});

/** Speaks just enough of the protocol to be refused a session. */
const notSignedIn = `
require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, method } = JSON.parse(line);
  const answer = method === 'initialize'
    ? { result: { protocolVersion: 1, agentCapabilities: {} } }
    : { error: { code: -32000, message: 'Authentication required' } };
  console.log(JSON.stringify({ jsonrpc: '2.0', id, ...answer }));
});`;

it('says how to sign in where an agent asks for it, and what to install where it is not there', async () => {
  const stand = await makeStand();
  const closed: Config = { executor: 'acp', acp: { command: [process.execPath, '-e', notSignedIn] } };
  expect(failures(await tried(stand, closed))).toEqual([
    [
      'session',
      expect.stringMatching(/is not signed in \(Authentication required\)[.] Sign in to it on the runner/),
    ],
  ]);
  const missing: Config = { executor: 'acp', acp: { command: ['no-such-agent'] } };
  expect(failures(await tried(stand, missing))).toEqual([
    ['coding agent', expect.stringContaining('"no-such-agent" was not found on this runner')],
  ]);
});

it('finds the programs of commands, and says which are missing', async () => {
  const stand = await makeStand({ files: { 'package.json': '{}' } });
  const config: Config = {
    commands: [{ name: 'build', run: ['no-such-builder'] }],
    checks: [{ name: 'lint', run: ['./node_modules/.bin/lint'] }],
    env: ['NOT_SET_HERE'],
  };
  expect(failures(await tried(stand, config)).map(([name]) => name)).toEqual([
    'variables',
    'command "build"',
    'check "lint"',
  ]);
  const workspace = { setup: [{ name: 'install', run: ['npm', 'ci'] }] };
  expect(failures(await tried(stand, { ...config, workspace })).map(([name]) => name)).toEqual([
    'variables',
    'command "build"',
  ]);
});

it('tells that an agent has nothing to run', async () => {
  expect(failures(await tried(await makeStand(), {}))).toEqual([
    ['commands', expect.stringContaining('no commands yet')],
  ]);
});

it('tells what keeps an agent from its repository and from its sandbox', async () => {
  const { stand, config } = await withEcho([], { settings: { sandbox: 'off' } });
  const question = { kind: 'test_agent', path: '/etc' } as const;
  const answer = await stand.server.ask({
    ...question,
    config: AgentConfig.parse({ ...config, sandbox: 'required' }),
  });
  const steps = answer.kind === 'test_agent' ? answer.steps : [];
  expect(failures(steps).map(([name]) => name)).toEqual(['repository', 'sandbox']);
  // Never outside of the sandbox that it must have.
  expect(steps.map(({ name }) => name)).not.toContain('start');
});

async function provider(status: number, body: unknown): Promise<string> {
  const server = createServer((request, response) => {
    const isAsked =
      request.url === '/v1/models' && request.headers.authorization === 'Bearer the-key-of-openai';
    response.writeHead(isAsked ? status : 400).end(JSON.stringify(body));
  });
  const { url, close } = await listenOnLoopback(server);
  onTestFinished(close);
  return `${url}/v1`;
}

it.each([
  [200, { data: [{ id: 'large' }] }, true, /is there and offers it/],
  [200, { data: [{ id: 'small' }] }, false, /does not offer the model "large"/],
  [401, {}, false, /did not take the key \(401\)/],
  [503, {}, false, /answered 503/],
])('asks a provider that answers %s with %j for its models', async (status, body, ok, words) => {
  const environment = { OPENAI_BASE_URL: await provider(status, body), OPENAI_API_KEY: 'the-key-of-openai' };
  const stand = await makeStand({ environment });
  const model_policy = { privacy: 'any' as const, prefer: ['openai/large'] };
  const steps = await tried(stand, { executor: 'model', model_policy });
  expect(steps.at(-1)).toMatchObject({ name: 'model', ok, detail: expect.stringMatching(words) });
});

it('tells that a provider cannot be reached', async () => {
  const { url, close } = await listenOnLoopback(createServer());
  await close();
  const stand = await makeStand({ environment: { OLLAMA_URL: url } });
  const model_policy = { privacy: 'local_only' as const, prefer: ['ollama/qwen3'] };
  const steps = await tried(stand, { executor: 'model', model_policy });
  expect(steps.at(-1)).toMatchObject({ ok: false, detail: expect.stringContaining('could not be reached') });
});
