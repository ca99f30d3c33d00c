import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { tempFolder } from '../../test-support/temp-folder.ts';
import { findPreset } from '../presets.ts';
import type { Rule } from './rule.ts';

/** What a preset makes of a policy, with these files of the person's in the agent's home. */
async function governed(name: string, rule: Partial<Rule> = {}, files: Record<string, string> = {}) {
  const home = await tempFolder();
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(home, path)), { recursive: true });
    await writeFile(join(home, path), text);
  }
  const preset = findPreset(name);
  if (preset === null) throw new Error(`There is no preset ${name}.`);
  const { args = [], env = {} } = await preset.govern({ policy: 'ask', isShutIn: true, home, ...rule });
  const read = async (path: string): Promise<unknown> => JSON.parse(await readFile(join(home, path), 'utf8'));
  return { args: args.join(' '), env, read };
}

it.each(['ask', 'deny'] as const)('makes every agent ask under the policy %s', async (policy) => {
  const { args, env } = await governed('codex', { policy });
  expect(args).toBe(
    '-c approval_policy="untrusted" -c sandbox_mode="danger-full-access" -c web_search="disabled"',
  );
  expect(env).toEqual({ INITIAL_AGENT_MODE: 'read-only' });
  expect((await governed('goose', { policy })).env).toEqual({ GOOSE_MODE: 'approve' });
  expect((await governed('gemini', { policy })).args).toBe('--approval-mode default');
  const opencode = JSON.parse(
    (await governed('opencode', { policy })).env['OPENCODE_CONFIG_CONTENT'] ?? '{}',
  );
  const asked = { '*': 'ask', edit: 'ask', bash: 'ask', webfetch: 'ask', websearch: 'ask', read: 'allow' };
  expect(opencode.permission).toMatchObject(asked);
  expect(opencode.agent.build.permission).toMatchObject(asked);
});

it('leaves the sandbox of codex on where none of ours stands around it', async () => {
  const { args, env } = await governed('codex', { policy: 'allow', isShutIn: false });
  expect(args).toBe('-c approval_policy="on-request" -c sandbox_mode="workspace-write"');
  expect(env).toEqual({ INITIAL_AGENT_MODE: 'workspace-write' });
});

it('lets an agent work without asking under the policy allow', async () => {
  expect((await governed('codex', { policy: 'allow' })).args).toContain('approval_policy="never"');
  expect((await governed('goose', { policy: 'allow' })).env).toEqual({ GOOSE_MODE: 'auto' });
  for (const name of ['opencode', 'claude-code', 'gemini'])
    expect(await governed(name, { policy: 'allow' })).toMatchObject({ args: '', env: {} });
});

it('asks in the name of each agent that the person has made for OpenCode', async () => {
  const files = {
    '.config/opencode/opencode.jsonc':
      '{ // mine\n "agent": { "mine": { "permission": { "bash": "allow" } } }, "url": "http://a/*b*/", }',
    '.config/opencode/opencode.json': '{ "mode": { "fast": {} } }',
  };
  const { env } = await governed('opencode', {}, files);
  const { agent } = JSON.parse(env['OPENCODE_CONFIG_CONTENT'] ?? '{}');
  expect(Object.keys(agent)).toEqual(['build', 'plan', 'general', 'explore', 'fast', 'mine']);
  expect(agent.mine.permission.bash).toBe('ask');
});

it('takes what Claude Code may do unasked out of the copied settings, and leaves what it may not', async () => {
  const settings = {
    model: 'opus',
    permissions: { allow: ['Bash(*)'], deny: ['WebFetch'], defaultMode: 'bypassPermissions' },
  };
  const { read } = await governed('claude-code', {}, { '.claude/settings.json': JSON.stringify(settings) });
  expect(await read('.claude/settings.json')).toEqual({
    model: 'opus',
    permissions: { deny: ['WebFetch'], defaultMode: 'default' },
  });
});

it('takes what Gemini CLI may do unasked out of the copied settings', async () => {
  const settings = {
    tools: { allowed: ['run_shell_command'], sandbox: false },
    general: { defaultApprovalMode: 'auto_edit' },
    mcpServers: { notes: { command: 'notes', trust: true } },
  };
  const { read } = await governed('gemini', {}, { '.gemini/settings.json': JSON.stringify(settings) });
  expect(await read('.gemini/settings.json')).toEqual({
    tools: { sandbox: false },
    general: {},
    mcpServers: { notes: { command: 'notes', trust: false } },
  });
});

it('takes settings away that it cannot read, as nobody knows what they allow', async () => {
  const { read } = await governed('claude-code', {}, { '.claude/settings.json': '{ "permissions": ' });
  await expect(read('.claude/settings.json')).rejects.toThrow('ENOENT');
});

it.each([
  ['claude-code', '.claude'],
  ['gemini', '.gemini'],
  ['opencode', '.config/opencode'],
])('leaves a file alone to which an agent has linked the settings of %s', async (name, folder) => {
  const [home, person] = [await tempFolder(), join(await tempFolder(), 'x.json')];
  const text = '{ "agent": { "mine": {} }, "permissions": { "allow": ["Bash(*)"] } }';
  await writeFile(person, text);
  await mkdir(join(home, folder), { recursive: true });
  for (const file of ['settings.json', 'opencode.json']) await symlink(person, join(home, folder, file));
  const { env } = (await findPreset(name)?.govern({ policy: 'ask', isShutIn: true, home })) ?? {};
  expect(JSON.stringify(env ?? {})).not.toContain('mine');
  expect(await readFile(person, 'utf8')).toBe(text);
});

it.each([
  ['comments without an end', '/*'.repeat(400_000)],
  ['strings without an end', `"${'\\"'.repeat(400_000)}`],
  ['lists without an end', '['.repeat(400_000)],
  ['lists that are too deep', `{ "a": ${'['.repeat(400_000)}${']'.repeat(400_000)} }`],
])('takes settings away that are made to keep it busy: %s', async (_what, text) => {
  const { read } = await governed('claude-code', {}, { '.claude/settings.json': text });
  await expect(read('.claude/settings.json')).rejects.toThrow('ENOENT');
});
