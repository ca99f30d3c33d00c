import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { nodeStep } from '../../test-support/job.ts';
import { runGit } from '../../test-support/repository.ts';
import { makeStand } from '../../test-support/stand.ts';

it('runs nothing that a repository brings along, before, during or after the run', async () => {
  const { server, assign, repository, folder } = await makeStand({
    files: { '.gitattributes': '*.txt filter=evil diff=evil merge=evil\n', 'a.txt': 'a\n' },
  });
  const trap = `touch ${join(folder, 'trapped')}-`;
  for (const name of [
    'post-checkout',
    'pre-commit',
    'post-commit',
    'reference-transaction',
    'post-index-change',
  ]) {
    await writeFile(
      join(repository, '.git', 'hooks', name),
      `#!/bin/sh\ntouch ${join(folder, 'trapped')}-${name}\n`,
      { mode: 0o755 },
    );
  }
  const config = {
    'core.fsmonitor': `${trap}fsmonitor`,
    'filter.evil.clean': `${trap}clean`,
    'filter.evil.smudge': `${trap}smudge`,
    'filter.evil.required': 'true',
    'diff.evil.textconv': `${trap}textconv`,
    'diff.evil.command': `${trap}command`,
    'diff.external': `${trap}external`,
    'gpg.program': `${trap}gpg`,
    'commit.gpgSign': 'true',
    'core.editor': `${trap}editor`,
    'core.sshCommand': `${trap}ssh`,
  };
  for (const [name, value] of Object.entries(config)) await runGit(repository, 'config', name, value);
  const { run } = assign({
    commands: [nodeStep('write', 'fs.writeFileSync("a.txt", "b\\n"); fs.writeFileSync("new.txt", "c\\n")')],
  });
  const { result } = await server.waitFor('complete', run.id);
  expect(result).toMatchObject({ status: 'completed', metrics: { files_changed: 2 } });
  expect((await readdir(folder)).filter((name) => name.startsWith('trapped'))).toEqual([]);
});

it('does not believe a .git file that the run has rewritten', async () => {
  // In a sandbox the file cannot be rewritten at all.
  const { server, assign, repository } = await makeStand({ settings: { sandbox: 'off' } });
  const before = await runGit(repository, 'rev-parse', 'main');
  const code =
    'require("child_process").execSync("rm .git && git init -q . && git config core.fsmonitor /bin/false"); fs.writeFileSync("x.txt", "x")';
  const { run } = assign({ commands: [nodeStep('swap', code)] });
  const { result } = await server.waitFor('complete', run.id);
  expect(result).toMatchObject({ status: 'completed', metrics: { files_changed: 1 } });
  expect(await runGit(repository, 'rev-parse', 'main')).toBe(before);
  expect(await runGit(repository, 'rev-parse', 'overmind/SHOP-12/1')).toBe(result.head_commit);
});

it('gives a branch whose name is taken a suffix', async () => {
  const { server, assign, repository } = await makeStand({ settings: { sandbox: 'off' } });
  await runGit(repository, 'branch', 'overmind/SHOP-12/1');
  const { run } = assign({ commands: [nodeStep('idle', '')] });
  expect((await server.waitFor('complete', run.id)).result.branch).toBe('overmind/SHOP-12/1-2');
});
