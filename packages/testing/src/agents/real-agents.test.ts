import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { startModelServer } from '../models/server.ts';
import { createTempFolder } from '../temp-folder.ts';
import { waitFor } from '../wait-for.ts';
import type { AgentSetUp } from './agent-set-up.ts';
import { configureCodex } from './codex.ts';
import { type DriveOptions, driveAgent, reject } from './drive-agent.ts';
import { fixScript } from './fix-script.ts';
import { configureOpencode } from './opencode.ts';

const run = promisify(execFile);
/** Codex now and then loses what a short command printed, and tells of its end all the same. */
const testsPassed = /the tests pass|"exit_code":0/;
const agents = { codex: configureCodex, opencode: configureOpencode };
const broken = 'module.exports = (a, b) => a - b;';
const fixed = 'module.exports = (a, b) => a + b;';
const fix = fixScript({ file: 'sum.js', from: broken, to: fixed, testCommand: 'node sum.test.js' });

// opencode takes seconds to start, and several where the machine is busy.
describe.each(['codex', 'opencode'] as const)('%s', (name) => {
  test('asks, edits a file, runs the tests and finishes', async () => {
    await using stand = await createStand(fix);
    await using agent = await stand.start(name, { asks: true });
    expect(await agent.prompt(await agent.startSession(), 'Fix the sum.')).toBe('end_turn');
    const { stdout } = await run('git', ['diff', '--numstat'], { cwd: stand.repository });
    expect(stdout).toBe('1\t1\tsum.js\n');
    expect(await stand.readSum()).toBe(`${fixed}\n`);
    // What it told on the way may come after its answer.
    await expect.poll(() => JSON.stringify(agent.updates)).toMatch(testsPassed);
    await expect
      .poll(() => diffs(agent.updates))
      .toContainEqual(expect.objectContaining({ newText: expect.stringContaining('a + b') }));
    expect(agent.permissions.map(({ toolCall }) => toolCall.kind)).toEqual(['edit', 'execute']);
    expect(stand.model.calls.map(({ headers }) => headers.authorization)).toContain('Bearer key-of-the-test');
  });

  test('leaves the file as it was when it may not edit', async () => {
    await using stand = await createStand(fix);
    await using agent = await stand.start(name, { asks: true, answerPermission: reject });
    await agent.prompt(await agent.startSession(), 'Fix the sum.');
    expect(agent.permissions[0]?.toolCall.kind).toBe('edit');
    expect(await stand.readSum()).toBe(`${broken}\n`);
  });

  test.runIf(process.platform === 'linux')(
    'works where it may write only into its home and the repository',
    async () => {
      await using stand = await createStand(fix);
      await using agent = await stand.start(name, { inSandbox: true });
      await agent.prompt(await agent.startSession(), 'Fix the sum.');
      expect(await stand.readSum()).toBe(`${fixed}\n`);
      await expect.poll(() => JSON.stringify(agent.updates)).toMatch(testsPassed);
    },
  );

  test('can be stopped while the model does not answer', async () => {
    await using stand = await createStand(() => ({ text: 'late', heldUntil: new Promise(() => {}) }));
    await using agent = await stand.start(name);
    const prompted = agent.prompt(await agent.startSession(), 'Fix the sum.').catch(() => 'cut off');
    await waitFor(() => stand.model.calls.length > 0, { what: 'the model to be called' });
    process.kill(-agent.pid, 'SIGTERM');
    await agent.ended;
    expect(await prompted).toBe('cut off');
  });

  test('asks nothing where it need not, and goes on with a session that another process began', async () => {
    await using stand = await createStand(fix);
    const first = await stand.start(name);
    const sessionId = await first.startSession();
    await first.prompt(sessionId, 'Fix the sum.');
    expect(await stand.readSum()).toBe(`${fixed}\n`);
    expect(first.permissions).toEqual([]);
    await first[Symbol.asyncDispose]();
    await using second = await stand.start(name);
    await second.agent.request('session/load', { sessionId, cwd: stand.repository, mcpServers: [] });
    await second.prompt(sessionId, 'What did you do?');
    // A title may be asked for behind it.
    expect(stand.model.calls.map(({ conversation }) => conversation.messages)).toContainEqual(
      expect.arrayContaining([
        expect.objectContaining({ role: 'user', text: expect.stringContaining('Fix the sum.') }),
        expect.objectContaining({ role: 'user', text: expect.stringContaining('What did you do?') }),
      ]),
    );
  });
});

function diffs(updates: readonly object[]) {
  return updates.flatMap((update) =>
    'content' in update && Array.isArray(update.content) ? update.content : [],
  );
}

function readOnlyBut({ argv, env }: AgentSetUp, folders: readonly string[]): AgentSetUp {
  const writable = folders.flatMap((folder) => ['--bind', folder, folder]);
  const rest = ['--dev', '/dev', '--proc', '/proc', '--unshare-pid', '--die-with-parent'];
  return { argv: ['bwrap', '--ro-bind', '/', '/', ...writable, ...rest, ...argv], env };
}

/** A repository with a failing test, a home folder for the agent and a model that does what the script says. */
async function createStand(script: Parameters<typeof startModelServer>[0]) {
  const folders = await Promise.all([createTempFolder(), createTempFolder()]);
  const [home, repository] = [folders[0].path, folders[1].path];
  const model = await startModelServer(script);
  await writeFile(join(repository, 'sum.js'), `${broken}\n`);
  await writeFile(
    join(repository, 'sum.test.js'),
    "require('node:assert').equal(require('./sum.js')(1, 2), 3);\nconsole.log('the tests pass');\n",
  );
  const git = (...args: string[]) => run('git', args, { cwd: repository });
  await git('init', '-q', '-b', 'main');
  await git('add', '.');
  await git('-c', 'user.name=Test', '-c', 'user.email=test@localhost', 'commit', '-qm', 'Begin');
  const start = async (
    name: keyof typeof agents,
    {
      asks = false,
      inSandbox = false,
      ...options
    }: Omit<DriveOptions, 'cwd'> & { asks?: boolean; inSandbox?: boolean } = {},
  ) => {
    const config = { home, openAiUrl: model.openAiUrl, apiKey: 'key-of-the-test', asks };
    const setUp = await agents[name](config);
    const place = inSandbox ? readOnlyBut(setUp, [home, repository]) : setUp;
    return driveAgent(place, { cwd: repository, ...options });
  };
  const readSum = () => readFile(join(repository, 'sum.js'), 'utf8');
  const end = async () => {
    await model.close();
    await Promise.all(folders.map((folder) => folder.remove()));
  };
  return { repository, model, start, readSum, [Symbol.asyncDispose]: end };
}
