import { execFileSync } from 'node:child_process';
import { appendFile, chmod, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { waitFor } from '@overmind/testing/wait-for';
import { expect, it } from 'vitest';
import { checkoutState } from '../../test-support/checkout-state.ts';
import { nodeStep } from '../../test-support/job.ts';
import { makeRepository, runGit } from '../../test-support/repository.ts';
import { makeStand } from '../../test-support/stand.ts';

const write = nodeStep('write', 'fs.writeFileSync("new.txt", "new\\n")');

interface Case {
  arrange: (repository: string) => Promise<unknown>;
  /** What the diff shows; else why there is none. */
  end: 'completed' | { reason: string; says: RegExp };
  command?: ReturnType<typeof nodeStep>;
}

const cases: Record<string, Case> = {
  'with changes that are not committed': {
    arrange: async (repository) => {
      await appendFile(join(repository, 'readme.md'), 'mine\n');
      await writeFile(join(repository, 'new.txt'), 'also mine\n');
      await writeFile(join(repository, 'staged.txt'), 'staged\n');
      await runGit(repository, 'add', 'staged.txt');
    },
    end: 'completed',
  },
  'in the midst of a merge with conflicts': {
    arrange: async (repository) => {
      await runGit(repository, 'checkout', '-q', '-b', 'side');
      await writeFile(join(repository, 'readme.md'), 'side\n');
      await runGit(repository, 'commit', '-qam', 'side');
      await runGit(repository, 'checkout', '-q', 'main');
      await writeFile(join(repository, 'readme.md'), 'main\n');
      await runGit(repository, 'commit', '-qam', 'main');
      await runGit(repository, 'merge', 'side').catch(() => {});
    },
    end: 'completed',
  },
  'whose HEAD is detached': {
    arrange: (repository) => runGit(repository, 'checkout', '-q', '--detach'),
    end: 'completed',
  },
  'that is shallow': {
    arrange: async (repository) => {
      await writeFile(join(repository, 'second.txt'), '2\n');
      await runGit(repository, 'add', '.');
      await runGit(repository, 'commit', '-qm', 'second');
      await rm(`${repository}-full`, { recursive: true, force: true });
      await runGit(
        join(repository, '..'),
        'clone',
        '-q',
        '--depth=1',
        `file://${repository}`,
        `${repository}-clone`,
      );
      await rm(repository, { recursive: true });
      execFileSync('mv', [`${repository}-clone`, repository]);
    },
    end: 'completed',
  },
  'that shows a part of its files only': {
    arrange: async (repository) => {
      await mkdir(join(repository, 'a'));
      await mkdir(join(repository, 'b'));
      await writeFile(join(repository, 'a', 'a.txt'), 'a\n');
      await writeFile(join(repository, 'b', 'b.txt'), 'b\n');
      await runGit(repository, 'add', '.');
      await runGit(repository, 'commit', '-qm', 'folders');
      await runGit(repository, 'sparse-checkout', 'set', '--cone', 'a');
    },
    end: 'completed',
  },
  'without a commit': {
    arrange: async (repository) => {
      await rm(repository, { recursive: true });
      await mkdir(repository);
      await runGit(repository, 'init', '-q');
    },
    end: { reason: 'workspace_failed', says: /has no commit yet/ },
  },
  'that is bare': {
    arrange: async (repository) => {
      await rm(repository, { recursive: true });
      await mkdir(repository);
      await runGit(repository, 'init', '-q', '--bare');
    },
    end: { reason: 'workspace_failed', says: /bare repository/ },
  },
  'with a submodule': {
    arrange: async (repository) => {
      const inner = await makeRepository(join(repository, '..', 'inner'), { 'inner.txt': 'inner\n' });
      await runGit(
        repository,
        '-c',
        'protocol.file.allow=always',
        'submodule',
        '--quiet',
        'add',
        inner,
        'sub',
      );
      await runGit(repository, 'commit', '-qm', 'submodule');
    },
    end: 'completed',
  },
  'with files of LFS': {
    arrange: async (repository) => {
      await writeFile(join(repository, '.gitattributes'), '*.bin filter=lfs diff=lfs merge=lfs -text\n');
      const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 5\n`;
      await writeFile(join(repository, 'a.bin'), pointer);
      await runGit(repository, 'add', '.');
      await runGit(repository, 'commit', '-qm', 'lfs');
      for (const [name, command] of [
        ['clean', 'false'],
        ['smudge', 'false'],
        ['process', 'false'],
      ] as const)
        await runGit(repository, 'config', `filter.lfs.${name}`, command);
      await runGit(repository, 'config', 'filter.lfs.required', 'true');
    },
    end: 'completed',
  },
  'with names that are not UTF-8, differ by case only, or begin with a dash': {
    arrange: async (repository) => {
      execFileSync(
        'sh',
        [
          '-c',
          `printf x > "$(printf 'caf\\351.txt')"; printf x > Case; printf y > case; printf z > ./-rf; printf q > 'a"b	c'`,
        ],
        {
          cwd: repository,
        },
      );
      await runGit(repository, 'add', '.');
      await runGit(repository, 'commit', '-qm', 'names');
    },
    end: 'completed',
  },
  'with links that lead out of it and in circles': {
    arrange: async (repository) => {
      await symlink('/etc', join(repository, 'out'));
      await symlink('loop', join(repository, 'loop'));
      await symlink('..', join(repository, 'up'));
      await runGit(repository, 'add', '.');
      await runGit(repository, 'commit', '-qm', 'links');
    },
    end: 'completed',
  },
  'with a lock that somebody left': {
    arrange: (repository) => writeFile(join(repository, '.git', 'index.lock'), ''),
    end: 'completed',
  },
  'whose config is broken': {
    arrange: (repository) => appendFile(join(repository, '.git', 'config'), '[broken\n'),
    end: { reason: 'workspace_failed', says: /not a git repository|config/ },
  },
  'that cannot be written': {
    arrange: async (repository) => {
      await rm(join(repository, '.git', 'refs'), { recursive: true });
      await writeFile(join(repository, '.git', 'refs'), '');
    },
    end: { reason: 'workspace_failed', says: /./ },
  },
};

it.each(Object.entries(cases))('works beside a checkout %s, which stays as it was', async (_name, given) => {
  const { server, assign, repository } = await makeStand();
  await given.arrange(repository);
  const before = await checkoutState(repository);
  const { run } = assign({ type: 'code_change', commands: [write] });
  const { result } = await server.waitFor('complete', run.id);
  if (given.end === 'completed') {
    expect(result).toMatchObject({ status: 'completed', metrics: { files_changed: 1, deletions: 0 } });
    const changed = await runGit(
      repository,
      'diff',
      '--name-only',
      result.base_commit ?? '',
      result.head_commit ?? '',
    );
    expect(changed).toBe('new.txt');
  } else {
    expect(result).toMatchObject({ status: 'failed', reason: given.end.reason });
    expect(result.summary).toMatch(given.end.says);
  }
  expect(await checkoutState(repository)).toEqual(before);
});

it('says which base branch is gone', async () => {
  const { server, assign, repository } = await makeStand();
  const { run } = assign({ baseBranch: 'release', commands: [write] });
  const { result } = await server.waitFor('complete', run.id);
  expect(result).toMatchObject({ status: 'failed', reason: 'workspace_failed' });
  expect(result.summary).toContain('There is no branch "release"');
  expect(await runGit(repository, 'branch', '--list', 'overmind/*')).toBe('');
});

it('ends well when the base branch moves or goes while it works', async () => {
  const { server, assign, repository, folder } = await makeStand({ settings: { sandbox: 'off' } });
  await runGit(repository, 'branch', 'release');
  const wait = (file: string) =>
    nodeStep(
      'wait',
      `fs.writeFileSync("new.txt", "new"); console.log("on"); const t = setInterval(() => { if (fs.existsSync(${JSON.stringify(join(folder, file))})) clearInterval(t); }, 10)`,
    );
  const moved = assign({ key: 'SHOP-1', type: 'code_change', commands: [wait('go')] });
  const gone = assign({ key: 'SHOP-2', type: 'code_change', baseBranch: 'release', commands: [wait('go')] });
  await server.waitFor('state', moved.run.id);
  for (const { run } of [moved, gone])
    await waitFor(() => server.messages(run.id).includes('on'), { what: 'the work' });
  await writeFile(join(repository, 'person.txt'), 'mine\n');
  await runGit(repository, 'add', '.');
  await runGit(repository, 'commit', '-qm', "a person's commit");
  const before = await checkoutState(repository);
  await runGit(repository, 'branch', '-D', 'release');
  await writeFile(join(folder, 'go'), '');
  const flags: string[] = [];
  for (const { run } of [moved, gone]) {
    const { result } = await server.waitFor('complete', run.id);
    expect(result).toMatchObject({ status: 'completed' });
    flags.push(...result.flags.map(({ kind, path }) => `${kind} ${path}`));
  }
  // Without a sandbox it may have been a run that removed the branch.
  expect(await checkoutState(repository)).toEqual(before);
  expect(new Set(flags)).toEqual(new Set(['branch_restored release']));
});

it('may not read what it may not read, and says so', async () => {
  const { server, assign, folder } = await makeStand();
  const outside = await makeRepository(join(folder, 'elsewhere'), { 'a.txt': 'a' });
  await chmod(outside, 0o700);
  const { run } = assign({ repoPath: outside, commands: [write] });
  const { result } = await server.waitFor('complete', run.id);
  expect(result).toMatchObject({ status: 'failed', reason: 'workspace_failed' });
  expect(result.summary).toContain('outside the folders this runner may work in');
});
