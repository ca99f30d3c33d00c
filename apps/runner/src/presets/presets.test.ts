import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AgentConfig } from '@overmind/contracts/entities/agent';
import { DetectedAgent } from '@overmind/contracts/entities/runner';
import { expect, it } from 'vitest';
import { tempFolder } from '../test-support/temp-folder.ts';
import { AgentCatalogue } from './agent-catalogue.ts';
import { AgentHomes } from './agent-homes.ts';
import { agentSecrets, presetVariables } from './agent-secrets.ts';
import { furnish } from './furnish.ts';
import { findPreset, presets } from './presets.ts';

/** Programs that say what they are told to when asked for their version. */
async function catalogueWith(programs: Record<string, string>) {
  const folder = await tempFolder();
  const bin = join(folder, 'bin');
  await mkdir(bin);
  for (const [name, script] of Object.entries(programs)) {
    await writeFile(join(bin, name), `#!/bin/sh\n${script}\n`);
    await chmod(join(bin, name), 0o755);
  }
  return { bin, catalogue: new AgentCatalogue({ PATH: `${bin}:/usr/bin:/bin` }, folder) };
}

it('detects each agent with its version, and those that are not there with a hint', async () => {
  const { catalogue } = await catalogueWith({
    'codex-acp': 'echo "error: unexpected argument; tip 9.9" >&2; exit 2',
    opencode: 'echo 1.18.3',
    goose: 'echo " goose 1.2.3-beta"',
  });
  const detected = await catalogue.detect();
  for (const agent of detected) DetectedAgent.parse(agent);
  const versions = detected.map(({ preset, is_installed, version }) => [preset, is_installed, version]);
  expect(versions).toEqual([
    ['claude-code', false, null],
    ['codex', true, null],
    ['gemini', false, null],
    ['opencode', true, '1.18.3'],
    ['goose', true, '1.2.3-beta'],
  ]);
});

it('asks a program for its version only when it has changed, and sees one that is new or gone', async () => {
  const { bin, catalogue } = await catalogueWith({ goose: 'echo 1 >> "$0.asked"; echo 1.2.3' });
  const seen = async () =>
    (await catalogue.detect()).filter((agent) => agent.is_installed).map((agent) => agent.version);
  await seen();
  expect(await seen()).toEqual(['1.2.3']);
  expect(await readFile(join(bin, 'goose.asked'), 'utf8')).toBe('1\n');
  await writeFile(join(bin, 'goose'), '#!/bin/sh\necho 1.3.0\n');
  await writeFile(join(bin, 'opencode'), '#!/bin/sh\necho 2.0.0\n', { mode: 0o755 });
  expect(await seen()).toEqual(['2.0.0', '1.3.0']);
  await rm(join(bin, 'goose'));
  expect(await seen()).toEqual(['2.0.0']);
});

it('reads the version of a program without a flag for it from its package', async () => {
  const { bin, catalogue } = await catalogueWith({ 'codex-acp': 'exit 1' });
  await writeFile(join(bin, 'package.json'), JSON.stringify({ name: 'codex-acp', version: '0.16.0' }));
  expect(await catalogue.detect()).toContainEqual(
    expect.objectContaining({ preset: 'codex', version: '0.16.0' }),
  );
});

it('ends a program that never says its version, and goes on without it', async () => {
  const { bin, catalogue } = await catalogueWith({ goose: 'echo $$ > "$0.pid"; exec tail -f /dev/null' });
  await catalogue.detect();
  // It may be ended before it could say which it is.
  const pid = (await readFile(join(bin, 'goose.pid'), 'utf8').catch(() => '')).trim();
  expect(pid !== '' && existsSync(`/proc/${pid}`)).toBe(false);
  expect(catalogue.detected.at(-1)).toMatchObject({ preset: 'goose', is_installed: true, version: null });
});

it.each([
  ['0.61.0', '--acp'],
  ['0.33.0-preview.11', '--acp'],
  ['0.27.0', '--experimental-acp'],
])('starts Gemini CLI %s with %s', async (version, flag) => {
  const { bin, catalogue } = await catalogueWith({ gemini: `echo ${version}` });
  expect(await catalogue.find({ preset: 'gemini' })).toMatchObject({
    ok: true,
    argv: [join(bin, 'gemini'), flag],
  });
});

it('takes the first program of a preset that is there, and any other by its command', async () => {
  const { bin, catalogue } = await catalogueWith({ 'claude-code-acp': 'exit 0', mine: 'exit 0' });
  expect(await catalogue.find({ preset: 'claude-code' })).toMatchObject({
    argv: [join(bin, 'claude-code-acp')],
    shown: ['claude-code-acp'],
  });
  expect(await catalogue.find({ command: ['mine', '--acp'] })).toMatchObject({
    argv: [join(bin, 'mine'), '--acp'],
    title: 'mine',
  });
});

it.each([
  [undefined, 'name no coding agent'],
  [{ preset: 'nothing' }, 'knows no coding agent "nothing"'],
  [{ preset: 'codex' }, 'npm install -g @zed-industries/codex-acp'],
  [{ command: ['not-there'] }, 'The program "not-there" was not found'],
])('says what is missing for %o', async (acp, words) => {
  const { catalogue } = await catalogueWith({});
  expect(await catalogue.find(acp)).toMatchObject({ ok: false, detail: expect.stringContaining(words) });
});

it('copies only what a preset names into a home that nobody else can read, and nothing from elsewhere', async () => {
  const folder = await tempFolder();
  const person = join(folder, 'person');
  const files = { '.codex/auth.json': '{}', '.codex/history.jsonl': 'private', '.ssh/id_ed25519': 'private' };
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(person, path)), { recursive: true });
    await writeFile(join(person, path), text);
  }
  await writeFile(join(folder, 'elsewhere.toml'), 'secret');
  await symlink(join(folder, 'elsewhere.toml'), join(person, '.codex/config.toml'));
  const homes = new AgentHomes(join(folder, 'agents'));
  const { home } = await homes.open({ runId: 'run', taskId: 'task', from: null }, async () => true);
  const codex = findPreset('codex');
  if (codex === null) throw new Error('There is no preset for codex.');
  await furnish(home, codex, person);
  expect(await readdir(join(home, '.codex'))).toEqual(['auth.json']);
  expect(await readdir(home)).toEqual(['.codex']);
  expect((await stat(home)).mode & 0o777).toBe(0o700);
});

it('knows the secrets that an agent gets: keys by variable and tokens in its files', async () => {
  const HOME = await tempFolder();
  await mkdir(join(HOME, '.codex'));
  const token = 'eyJhbGciOiJSUzI1NiJ9.eyJleHAiOjE3MDB9.c2lnbmF0dXJl';
  await writeFile(join(HOME, '.codex/auth.json'), JSON.stringify({ tokens: { access_token: token } }));
  const config_toml =
    'model = "gpt-5"\nexperimental_bearer_token = "made-up-bearer-1"\nenv_key = "SOME_API_KEY"\n';
  await writeFile(join(HOME, '.codex/config.toml'), config_toml);
  const environment = { HOME, OPENAI_API_KEY: 'sk-key-0123456789', ANTHROPIC_API_KEY: 'not-for-codex-1' };
  const config = AgentConfig.parse({ executor: 'acp', acp: { preset: 'codex' } });
  expect(await agentSecrets([config, config], environment)).toEqual({
    values: ['sk-key-0123456789', token, 'made-up-bearer-1'],
    notes: [],
  });
  const codex = findPreset('codex');
  expect(codex === null ? null : presetVariables(codex, environment)).toEqual({
    OPENAI_API_KEY: 'sk-key-0123456789',
  });
  expect((await agentSecrets([AgentConfig.parse({})], environment)).values).toEqual([]);
});

it('says so where an agent has more secrets than can be looked for', async () => {
  const HOME = await tempFolder();
  await mkdir(join(HOME, '.codex'));
  const tokens = Object.fromEntries(
    Array.from({ length: 900 }, (_, index) => [`token_${index}`, `made-up-${index}-${'x1Y'.repeat(200)}`]),
  );
  await writeFile(join(HOME, '.codex/auth.json'), JSON.stringify(tokens));
  const config = AgentConfig.parse({ executor: 'acp', acp: { preset: 'codex' } });
  const environment = { HOME, OPENAI_API_KEY: 'sk-key-0123456789' };
  const { values, notes } = await agentSecrets([config, config], environment);
  expect(values).toContain('sk-key-0123456789');
  expect(values).toContain(tokens['token_0']);
  expect(notes).toEqual([expect.stringContaining(`is: ${901 - values.length}.`)]);
});

it('gives every agent what turns its updates and telemetry off, and a home inside its own', () => {
  for (const preset of presets) {
    expect(Object.keys(preset.fixed('/home/of/run'))).not.toEqual([]);
    for (const file of preset.homeFiles) expect(file).toMatch(/^\.[^/]+(\/[^/]+)*$/);
  }
});
