import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { configureCodex } from '@overmind/testing/agents/codex';
import { fixScript } from '@overmind/testing/agents/fix-script';
import { getTestAgent, testAgentsBin } from '@overmind/testing/agents/installed';
import { configureOpencode } from '@overmind/testing/agents/opencode';
import type { ModelScript } from '@overmind/testing/models/script';
import { startModelServer } from '@overmind/testing/models/server';
import { waitFor } from '@overmind/testing/wait-for';
import { execa } from 'execa';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createLog } from './log.ts';
import { Runner } from './runner.ts';
import { runGit } from './test-support/repository.ts';
import { makeStand, type Stand } from './test-support/stand.ts';
import { tempFolder } from './test-support/temp-folder.ts';

const configure = { codex: configureCodex, opencode: configureOpencode };
const broken = 'module.exports = (a, b) => a - b;';
const fixed = 'module.exports = (a, b) => a + b;';
const fix = fixScript({ file: 'sum.js', from: broken, to: fixed, testCommand: 'node sum.test.js' });
const files = {
  'sum.js': `${broken}\n`,
  'sum.test.js':
    "require('node:assert').equal(require('./sum.js')(1, 2), 3);\nconsole.log('the tests pass');\n",
};
const key = 'key-of-the-scripted-model-0123456789';

/** A runner of a person who has the real agents on the PATH, signed in to a model that does what the script says. */
async function makeAgentStand(
  preset: keyof typeof configure,
  script: ModelScript,
  own: { asks?: boolean } = {},
) {
  const model = await startModelServer(script);
  onTestFinished(() => model.close());
  const home = join(await tempFolder(), 'home');
  await mkdir(home);
  await configure[preset]({ home, openAiUrl: model.openAiUrl, apiKey: key, ...own });
  const environment = { HOME: home, PATH: `${testAgentsBin}:${process.env.PATH ?? ''}` };
  // Elsewhere the agents may be installed below a home, which a sandbox hides.
  const settings = { readable: [dirname(testAgentsBin)] };
  const limits = { killGraceMs: 3_000, handBackMs: 240_000 };
  const stand = await makeStand({ files, environment, settings, limits });
  return { ...stand, model, home, environment };
}

const assignFix = (stand: Stand, preset: string, more: Parameters<Stand['assign']>[0] = {}) =>
  stand.assign({
    type: 'code_change',
    checks: [{ name: 'test', run: [process.execPath, 'sum.test.js'] }],
    ...more,
    config: { executor: 'acp', acp: { preset }, permissions: 'allow', ...more.config },
  });

describe.each(['codex', 'opencode'] as const)('%s', (preset) => {
  it('repairs a repository in its worktree, and its tests prove it', async () => {
    const stand = await makeAgentStand(preset, fix);
    const { server, repository, model, home } = stand;
    const { run } = assignFix(stand, preset);
    const { result } = await server.waitFor('complete', run.id);
    expect(result).toMatchObject({ status: 'completed', reason: 'ok', metrics: { files_changed: 1 } });
    expect(server.transcript(run.id).filter(({ kind }) => kind === 'permission')).toEqual([]);
    expect(result.evidence).toContainEqual(
      expect.objectContaining({ name: 'test', kind: 'check', exit_code: 0 }),
    );
    expect(await runGit(repository, 'show', `${result.head_commit}:sum.js`)).toBe(fixed);
    expect(await runGit(repository, 'show', 'HEAD:sum.js')).toBe(broken);
    const transcript = server.transcript(run.id);
    const diffs = transcript.flatMap((entry) => (entry.kind === 'tool_call' ? entry.diffs : []));
    expect(diffs).toContainEqual({
      path: 'sum.js',
      patch: expect.stringMatching(/^-.*a - b;\n(\\.*\n)?\+.*a \+ b;/m),
    });
    expect(JSON.stringify(transcript)).toContain('the tests pass');
    expect(model.calls.some(({ headers }) => headers.authorization === `Bearer ${key}`)).toBe(true);
    expect(JSON.stringify([transcript, server.frames, server.lines(run.id)])).not.toContain(key);
    // The agent has left nothing in the person's own home.
    expect((await runFind(home)).length).toBeLessThanOrEqual(3);
    expect(server.violations).toEqual([]);
  });

  it('asks a person, and leaves the file as it was when the person says no', async () => {
    const stand = await makeAgentStand(preset, fix);
    const { server } = stand;
    const { run } = assignFix(stand, preset, { config: { permissions: 'ask' } });
    const { request } = await server.waitFor('permission.request', run.id);
    expect(request.detail).toContain('sum.js');
    const refused = new Set<string>();
    const answerAll = () => {
      for (const {
        request: { id },
      } of server.all('permission.request', run.id)) {
        if (refused.has(id)) continue;
        refused.add(id);
        const answer = { run_id: run.id, request_id: id, option_id: null, decided_by: 'Ada' };
        server.send({ type: 'permission.answer', ...answer });
      }
      return server.all('complete', run.id)[0];
    };
    const { result } = await waitFor(answerAll, { what: 'the end' });
    expect(result.status).toBe('failed');
    expect(result.metrics.files_changed).toBe(0);
    expect(server.transcript(run.id)).toContainEqual(
      expect.objectContaining({ kind: 'permission', status: 'denied', decided_by: 'Ada' }),
    );
  });

  it('asks for each change and each command, and does them when it is allowed to', async () => {
    const stand = await makeAgentStand(preset, fix);
    const { server } = stand;
    const { run } = assignFix(stand, preset, { config: { permissions: 'ask' } });
    const asked = new Set<string>();
    const answerAll = () => {
      for (const { request } of server.all('permission.request', run.id)) {
        if (asked.has(request.id)) continue;
        asked.add(request.id);
        const once = request.options.find(({ kind }) => kind === 'allow_once')?.id ?? null;
        const answer = { run_id: run.id, request_id: request.id, option_id: once, decided_by: 'Ada' };
        server.send({ type: 'permission.answer', ...answer });
      }
      return server.all('complete', run.id)[0];
    };
    const { result } = await waitFor(answerAll, { what: 'the end' });
    expect(result).toMatchObject({ status: 'completed', reason: 'ok', metrics: { files_changed: 1 } });
    expect(asked.size).toBe(2);
    expect(server.messages(run.id).join('\n')).not.toContain('fs/write_text_file');
  });

  it('does nothing where the policy denies it, whatever the person allows it otherwise', async () => {
    const stand = await makeAgentStand(preset, fix, { asks: false });
    const { server } = stand;
    const { run } = assignFix(stand, preset, { config: { permissions: 'deny' } });
    const { result } = await server.waitFor('complete', run.id);
    expect(result).toMatchObject({ status: 'failed', metrics: { files_changed: 0 } });
    expect(server.transcript(run.id)).toContainEqual(
      expect.objectContaining({ kind: 'permission', status: 'denied', decided_by: 'policy' }),
    );
  });

  it('goes on with its session after the runner was stopped in the middle, in a home with nothing else of it', async () => {
    let isHeld = true;
    // The session holds the command itself, which must not be found.
    const command = `find "$HOME" -type f -exec grep -l 'planted-by-an[-]agent' {} + >home.txt; node sum.test.js`;
    const script = fixScript({ file: 'sum.js', from: broken, to: fixed, testCommand: command });
    const held: ModelScript = (conversation, index) =>
      isHeld ? { text: 'never', heldUntil: new Promise(() => {}) } : script(conversation, index);
    const stand = await makeAgentStand(preset, held);
    const { server, model, settings, environment, repository } = stand;
    const first = assignFix(stand, preset);
    await waitFor(() => model.calls.length > 0, { what: 'the model to be asked' });
    const findSession = () => server.all('state', first.run.id).at(-1)?.session_id;
    const sessionId = await waitFor(findSession, { what: 'the session' });
    await stand.runner.stop(1);
    await plant[preset](join(settings.dataDir, 'agents', first.run.id, 'home'), repository);
    isHeld = false;
    const log = createLog(() => {}, server.token);
    await using next = new Runner({
      settings,
      version: '0.0.0',
      environment: { ...process.env, ...environment },
      log,
    });
    const claims = server.all('claim').length;
    await next.start();
    await waitFor(() => server.all('claim').length > claims, { what: 'the next claim' });
    const resume = { run_id: first.run.id, session_id: sessionId };
    const second = assignFix(stand, preset, { resume });
    const { result } = await server.waitFor('complete', second.run.id);
    expect(result).toMatchObject({ status: 'completed', reason: 'ok' });
    const [prompt] = server.transcript(second.run.id);
    expect(prompt).toMatchObject({ text: expect.stringContaining('You worked on this before') });
    expect(await runGit(repository, 'show', `${result.head_commit}:home.txt`)).toBe('');
    const changed = await runGit(repository, 'show', '--format=', '--name-only', String(result.head_commit));
    expect(changed.split('\n').sort()).toEqual(['home.txt', 'sum.js']);
  });
});

const mark = 'planted-by-an-agent';
const plantFiles = async (home: string, files: readonly string[]): Promise<void> => {
  for (const file of files) {
    await mkdir(dirname(join(home, file)), { recursive: true });
    await writeFile(join(home, file), `# ${mark}\n`);
  }
};
/** What an agent that was led astray leaves for the next one in its home. */
const plant = {
  codex: (home: string) =>
    plantFiles(home, [
      '.bashrc',
      '.codex/AGENTS.md',
      '.codex/rules/default.rules',
      '.codex/skills/x/SKILL.md',
    ]),
  opencode: async (home: string, repository: string): Promise<void> => {
    const config = '.config/opencode';
    await plantFiles(home, [
      '.bashrc',
      `${config}/AGENTS.md`,
      `${config}/plugin/x.js`,
      `${config}/agent/x.md`,
    ]);
    const allowed = `[{"permission":"*","pattern":"${mark}","action":"allow"}]`;
    const env = { HOME: home, NPM_CONFIG_OFFLINE: 'true', OPENCODE_DISABLE_AUTOUPDATE: '1' };
    const query = `update session set permission = '${allowed}'`;
    await execa(getTestAgent('opencode'), ['db', query], { cwd: repository, env });
    const { stdout } = await execa('grep', ['-rl', mark, join(home, '.local/share/opencode')]);
    expect(stdout).toContain('opencode.db');
  },
};

const runFind = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
};
