import { execFile } from 'node:child_process';
import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { SessionUpdate } from '@agentclientprotocol/sdk';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTempFolder, type TempFolder } from '../temp-folder.ts';
import { waitFor } from '../wait-for.ts';
import { type DriveOptions, driveAgent, reject } from './drive-agent.ts';
import type { Step } from './echo/step.ts';
import { configureEchoAgent, type EchoAgentOptions, echoSteps } from './echo-agent.ts';

const run = promisify(execFile);

let folder: TempFolder;
let cwd: string;
beforeEach(async () => {
  folder = await createTempFolder();
  cwd = join(folder.path, 'work');
  await mkdir(cwd);
});
afterEach(() => folder.remove());

async function start(options: Partial<EchoAgentOptions & DriveOptions> = {}) {
  const setUp = await configureEchoAgent({ home: join(folder.path, 'home'), ...options });
  return driveAgent(setUp, { cwd, ...options });
}

/** One prompt with the steps, from a new agent that is gone afterwards. */
async function act(steps: readonly Step[], options: Partial<DriveOptions> = {}) {
  await using agent = await start(options);
  const stopReason = await agent.prompt(await agent.startSession(), echoSteps(...steps));
  return { stopReason, updates: agent.updates, said: said(agent.updates) };
}

function said(updates: readonly SessionUpdate[]): string {
  return updates
    .map((update) =>
      update.sessionUpdate === 'agent_message_chunk' && update.content.type === 'text'
        ? update.content.text
        : '',
    )
    .join('');
}

async function createRepository() {
  await writeFile(join(cwd, 'a.txt'), 'first\n');
  const git = async (...args: string[]) => (await run('git', args, { cwd })).stdout.trim();
  await git('init', '-q', '-b', 'main');
  await git('config', 'user.name', 'Test');
  await git('config', 'user.email', 'test@localhost');
  await git('add', '.');
  await git('commit', '-qm', 'Begin');
  return git;
}

test('repeats a prompt that asks for nothing', async () => {
  await using agent = await start();
  expect(await agent.prompt(await agent.startSession(), 'Good morning.')).toBe('end_turn');
  expect(said(agent.updates)).toBe('Good morning.');
});

test('does the steps of its prompt in their order, whatever stands around them', async () => {
  await using agent = await start();
  const steps: Step[] = [
    { do: 'think', text: 'Hm.' },
    { do: 'plan', entries: [{ content: 'Write', status: 'in_progress' }] },
    { do: 'write', path: 'deep/new.txt', text: 'new' },
    { do: 'report_usage', used: 7, costUsd: 0.5 },
    { do: 'say', text: 'All done, the tests pass.' },
  ];
  const lines = steps.map((step) => `> - ${echoSteps(step)}`).join('\n');
  await agent.prompt(await agent.startSession(), `# Task\n\n${lines}\n\nThank you.`);
  expect(agent.updates).toMatchObject([
    { sessionUpdate: 'agent_thought_chunk', content: { text: 'Hm.' } },
    { sessionUpdate: 'plan', entries: [{ content: 'Write', status: 'in_progress' }] },
    { sessionUpdate: 'tool_call', kind: 'edit', status: 'in_progress' },
    {
      sessionUpdate: 'tool_call_update',
      status: 'completed',
      content: [{ type: 'diff', path: join(cwd, 'deep/new.txt'), oldText: null, newText: 'new' }],
    },
    { sessionUpdate: 'usage_update', used: 7, cost: { amount: 0.5 } },
    { sessionUpdate: 'agent_message_chunk' },
  ]);
  expect(await readFile(join(cwd, 'deep/new.txt'), 'utf8')).toBe('new');
});

test('weakens a test, deletes another, runs a command and writes outside of its folder', async () => {
  await writeFile(join(cwd, 'a.test.js'), 'test("adds", () => {})');
  await writeFile(join(cwd, 'b.test.js'), '');
  const { updates } = await act([
    { do: 'replace', path: 'a.test.js', from: 'test(', to: 'test.skip(' },
    { do: 'delete', path: 'b.test.js' },
    { do: 'run', command: 'ls' },
    { do: 'write', path: '../outside.txt', text: 'escaped' },
  ]);
  expect(await readFile(join(cwd, 'a.test.js'), 'utf8')).toBe('test.skip("adds", () => {})');
  expect(updates).toContainEqual(
    expect.objectContaining({
      content: [{ type: 'content', content: { type: 'text', text: 'a.test.js\n' } }],
    }),
  );
  expect(await readFile(join(folder.path, 'outside.txt'), 'utf8')).toBe('escaped');
});

test('reports work that fails, and goes on', async () => {
  const { updates, said, stopReason } = await act([
    { do: 'read', path: 'no-such-file' },
    { do: 'client_read', path: 'a.txt' },
    { do: 'client_terminal', command: 'ls' },
    { do: 'client_write', path: 'by-client.txt', text: 'x' },
    { do: 'say', text: 'Done.' },
  ]);
  const statuses = updates.map((update) =>
    update.sessionUpdate === 'tool_call_update' ? update.status : undefined,
  );
  // The client of this test can write files and nothing else.
  expect(statuses.filter(Boolean)).toEqual(['failed', 'failed', 'failed', 'completed']);
  expect([said, stopReason]).toEqual(['Done.', 'end_turn']);
});

const asking: Step = {
  do: 'ask',
  title: 'Delete all',
  kind: 'delete',
  allowed: [{ do: 'write', path: 'allowed.txt', text: '' }],
  rejected: [{ do: 'stop', reason: 'refusal' }],
};

test('acts on the answer to what it asks', async () => {
  expect(await act([asking])).toMatchObject({ stopReason: 'end_turn', said: 'The permission was given.' });
  await access(join(cwd, 'allowed.txt'));
  expect(await act([asking], { answerPermission: reject })).toMatchObject({ stopReason: 'refusal' });
  const cancelled = () => ({ outcome: 'cancelled' }) as const;
  expect(await act([asking], { answerPermission: cancelled })).toMatchObject({
    stopReason: 'cancelled',
    said: '',
  });
});

test('asks a thousand permissions at the same time', async () => {
  expect((await act([{ do: 'ask_many', count: 1000 }])).said).toBe('1000 of 1000 permissions were given.');
});

test('hangs until it is cancelled', async () => {
  await using agent = await start();
  const sessionId = await agent.startSession();
  const prompted = agent.prompt(sessionId, echoSteps({ do: 'say', text: 'Here' }, { do: 'hang' }));
  await waitFor(() => agent.updates.length > 0, { what: 'the agent to hang' });
  await agent.agent.notify('session/cancel', { sessionId });
  expect(await prompted).toBe('cancelled');
});

test('hangs on through a cancel and SIGTERM where it is to', async () => {
  await using agent = await start();
  const sessionId = await agent.startSession();
  const hang: Step = { do: 'hang', heedsCancel: false, ignoresSigterm: true };
  const prompted = agent
    .prompt(sessionId, echoSteps({ do: 'say', text: 'Here' }, hang))
    .catch(() => 'cut off');
  await waitFor(() => agent.updates.length > 0, { what: 'the agent to speak' });
  // By the time it answers this it has taken its next step, and hangs.
  await agent.startSession();
  await agent.agent.notify('session/cancel', { sessionId });
  process.kill(agent.pid, 'SIGTERM');
  // It still answers, so neither has ended it.
  await agent.startSession();
  process.kill(agent.pid, 'SIGKILL');
  expect(await agent.ended).toEqual({ code: null, signal: 'SIGKILL' });
  expect(await prompted).toBe('cut off');
});

test.each<[Step, object]>([
  [{ do: 'exit', code: 3 }, { code: 3 }],
  [{ do: 'kill_itself' }, { signal: 'SIGKILL' }],
  [{ do: 'break_protocol', how: 'half_line' }, { code: 0 }],
])('dies in the middle: %o', async (step, end) => {
  await using agent = await start();
  const prompted = agent.prompt(await agent.startSession(), echoSteps(step));
  await expect(prompted).rejects.toThrow();
  expect(await agent.ended).toMatchObject(end);
});

test('dies before it says anything where it is to', async () => {
  const atStart: Step[] = [
    { do: 'write_stderr', text: 'no licence' },
    { do: 'exit', code: 1 },
  ];
  await expect(start({ atStart })).rejects.toThrow('could not be initialised: no licence');
});

test.each(['garbage_lines', 'wrong_ids', 'wrong_session', 'wrong_shapes'] as const)(
  'breaks the protocol by %s and goes on',
  async (how) => {
    const { said, stopReason } = await act([
      { do: 'break_protocol', how },
      { do: 'say', text: 'Still here' },
    ]);
    expect([said, stopReason]).toEqual([expect.stringContaining('Still here'), 'end_turn']);
  },
);

test('floods with updates, and with one line that does not end', async () => {
  expect((await act([{ do: 'flood', updates: 2000, chunkBytes: 100 }])).said).toHaveLength(200_000);
  const { argv, env } = await configureEchoAgent({
    home: folder.path,
    atStart: [
      { do: 'endless_line', sizeBytes: 5_000_000 },
      { do: 'exit', code: 0 },
    ],
  });
  const [program, ...args] = argv;
  const { stdout } = await run(program, args, { env, maxBuffer: 6_000_000 });
  expect([stdout.length, stdout.includes('\n')]).toEqual([5_000_000, false]);
});

test('answers a prompt with an error', async () => {
  await expect(act([{ do: 'fail', message: 'Out of credit' }])).rejects.toThrow('Out of credit');
});

test('commits straight to a branch, and puts a git folder of its own in the place of the old one', async () => {
  const git = await createRepository();
  await act([
    { do: 'write', path: 'a.txt', text: 'second\n' },
    { do: 'commit_to', branch: 'main' },
  ]);
  expect(await git('log', '-1', '--format=%s', 'main')).toBe('Straight to it');
  expect(await git('show', 'main:a.txt')).toBe('second');
  await act([{ do: 'rewrite_git' }]);
  await expect(git('rev-parse', '--verify', 'main')).rejects.toThrow();
  await access(join(cwd, '.git/hooks/pre-commit'));
});

test('deletes the folder that it works in', async () => {
  await act([{ do: 'delete_worktree' }]);
  await expect(access(cwd)).rejects.toThrow('ENOENT');
});

test('leaves a process behind that outlives it', async () => {
  await act([{ do: 'leave_daemon', pidFile: 'daemon.pid' }]);
  const pid = Number(await readFile(join(cwd, 'daemon.pid'), 'utf8'));
  expect(process.kill(pid, 'SIGKILL')).toBe(true);
});

test('prints its environment to the client and to standard error', async () => {
  await using agent = await start();
  await agent.prompt(await agent.startSession(), echoSteps({ do: 'print_environment' }));
  const home = `HOME=${join(folder.path, 'home')}`;
  expect(said(agent.updates)).toContain(home);
  await waitFor(() => agent.stderr().includes(home), { what: 'its standard error to arrive' });
});

test('remembers a session in its home, for another process to go on with', async () => {
  const first = await start();
  const sessionId = await first.startSession();
  await first.prompt(sessionId, 'Remember me.');
  await first[Symbol.asyncDispose]();
  await using second = await start();
  await second.agent.request('session/load', { sessionId, cwd, mcpServers: [] });
  await second.prompt(sessionId, echoSteps({ do: 'recall' }));
  expect(second.updates).toMatchObject([
    { sessionUpdate: 'user_message_chunk', content: { text: 'Remember me.' } },
    { sessionUpdate: 'agent_message_chunk', content: { text: '1 earlier prompts' } },
  ]);
  const unknown = second.agent.request('session/load', { sessionId: 'unknown', cwd, mcpServers: [] });
  await expect(unknown).rejects.toThrow();
});

test('does what its arguments say, whatever the prompt', async () => {
  await using agent = await start({ steps: [{ do: 'say', text: 'As I was started.' }] });
  await agent.prompt(await agent.startSession(), echoSteps({ do: 'fail', message: 'unheard' }));
  expect(said(agent.updates)).toBe('As I was started.');
});
