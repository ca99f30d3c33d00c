import { chmod, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { expect, it } from 'vitest';
import { tempFolder } from '../../test-support/temp-folder.ts';
import { findPreset } from '../presets.ts';
import { moveFiles, pickFiles } from './pick-files.ts';

/** The home of an attempt with these files in it, and the empty one of the next. */
async function makeHomes(files: readonly string[]) {
  const folder = await tempFolder();
  const [left, next] = [join(folder, 'left'), join(folder, 'next')];
  for (const path of [left, next]) await mkdir(path);
  for (const file of files) {
    await mkdir(dirname(join(left, file)), { recursive: true });
    await writeFile(join(left, file), file);
  }
  const kept = async () =>
    (await readdir(next, { recursive: true, withFileTypes: true }))
      .filter((entry) => !entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name).slice(next.length + 1))
      .sort();
  return { folder, left, next, kept };
}

it('puts files through no link that stands where they go, and over no folder', async () => {
  const { folder, left, next } = await makeHomes(['data/a.db', 'deep/b.db']);
  await mkdir(join(folder, 'person'));
  await writeFile(join(folder, 'person/a.db'), "the person's own");
  await symlink(join(folder, 'person'), join(next, 'data'));
  await mkdir(join(next, 'deep/b.db/inside'), { recursive: true });
  await moveFiles(left, next, ['data/*', 'deep/*']);
  expect(await readFile(join(folder, 'person/a.db'), 'utf8')).toBe("the person's own");
  expect(await readFile(join(next, 'data/a.db'), 'utf8')).toBe('data/a.db');
  expect(await readFile(join(next, 'deep/b.db'), 'utf8')).toBe('deep/b.db');
});

const rcFiles = ['.bashrc', '.profile', '.gitconfig', '.npmrc', '.mcp.json', '.local/bin/git'];

it.each([
  [
    'claude-code',
    ['.claude/projects/-w-shop/one.jsonl'],
    [
      ...['.claude/settings.json', '.claude/settings.local.json', '.claude/.credentials.json'],
      ...['.claude/CLAUDE.md', '.claude/plugins/p/hooks.json', '.claude/agents/a.md', '.claude.json'],
      ...['.claude/projects/-w-shop/memory/MEMORY.md', '.claude/session-env/one/hook.sh'],
    ],
  ],
  [
    'codex',
    ['.codex/sessions/2026/01/02/rollout-x-one.jsonl'],
    [
      ...['.codex/config.toml', '.codex/auth.json', '.codex/AGENTS.md', '.codex/hooks.json'],
      ...['.codex/prompts/p.md', '.codex/rules/default.rules', '.codex/skills/s/SKILL.md'],
    ],
  ],
  [
    'gemini',
    ['.gemini/tmp/shop/.project_root', '.gemini/tmp/shop/chats/session-one.json'],
    [
      ...['.gemini/settings.json', '.gemini/GEMINI.md', '.gemini/trustedFolders.json', '.gemini/.env'],
      ...['.gemini/extensions/e/gemini-extension.json', '.gemini/tmp/shop/memory/GEMINI.md'],
    ],
  ],
  ['goose', [], ['.config/goose/config.yaml', '.local/share/goose/sessions/sessions.db']],
] as const)('keeps of the home of %s its sessions and nothing else', async (name, sessions, others) => {
  const { left, next, kept } = await makeHomes([...sessions, ...others, ...rcFiles]);
  await pickFiles(left, next, findPreset(name)?.sessions.files ?? []);
  expect(await kept()).toEqual([...sessions].sort());
  for (const file of sessions) expect(await readFile(join(next, file), 'utf8')).toBe(file);
});

it('takes no link, pipe or folder for a session, and goes through no link to one', async () => {
  const { folder, left, next, kept } = await makeHomes(['s/real.json']);
  await mkdir(join(folder, 'person'));
  await writeFile(join(folder, 'person/private.json'), 'private');
  await symlink(join(folder, 'person/private.json'), join(left, 's/link.json'));
  await symlink(join(folder, 'person'), join(left, 'linked'));
  await mkdir(join(left, 's/folder.json'));
  await execa('mkfifo', [join(left, 's/pipe.json')]);
  await pickFiles(left, next, ['s/*.json', 'linked/*.json', '*/private.json']);
  expect(await kept()).toEqual(['s/real.json']);
  expect(await readFile(join(folder, 'person/private.json'), 'utf8')).toBe('private');
});

it('reads folders and files from which an agent has taken every right', async () => {
  const { left, next, kept } = await makeHomes(['s/deep/one.json']);
  await chmod(join(left, 's/deep/one.json'), 0);
  for (const path of ['s/deep', 's']) await chmod(join(left, path), 0);
  await pickFiles(left, next, ['s/*/*.json']);
  expect(await kept()).toEqual(['s/deep/one.json']);
  expect(await readFile(join(next, 's/deep/one.json'), 'utf8')).toBe('s/deep/one.json');
});

it.each([
  ['a*b*c', ['abc', 'a-b-c', 'aXbYbZc'], ['ab', 'acb', 'abcd']],
  ['*', ['x', '.x'], []],
  ['a*a', ['aa', 'aba'], ['a']],
  ['a.json', ['a.json'], ['a-json', 'ba.json']],
])('understands the pattern %s', async (pattern, meant, others) => {
  const { left, next, kept } = await makeHomes([...meant, ...others]);
  await pickFiles(left, next, [pattern]);
  expect(await kept()).toEqual([...meant].sort());
});
