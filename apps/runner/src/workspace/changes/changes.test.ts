import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeStep } from '../../test-support/job.ts';
import { makeRepository, runGit } from '../../test-support/repository.ts';
import { makeStand, type Stand } from '../../test-support/stand.ts';

const write = (...files: string[]) =>
  nodeStep(
    'write',
    `for (const f of ${JSON.stringify(files)}) { fs.mkdirSync(require("path").dirname(f), { recursive: true }); fs.writeFileSync(f, "new " + f + "\\n"); }`,
  );
const artifact = (server: Stand['server'], kind: string) =>
  server.artifacts.find((each) => each.kind === kind)?.bytes ?? Buffer.alloc(0);

describe('what an agent may change', () => {
  it('is bounded by its globs: the run fails, names the files and keeps the diff', async () => {
    const { server, assign } = await makeStand();
    const { run } = assign({
      type: 'code_change',
      config: { writes: ['src/**', '*.md'] },
      commands: [write('src/a.ts', 'docs/b.md', 'package.json')],
    });
    const { result } = await server.waitFor('complete', run.id);
    expect(result).toMatchObject({
      status: 'failed',
      reason: 'forbidden_path',
      metrics: { files_changed: 3 },
    });
    expect(result.summary).toBe('The run changed what its agent may not change: package.json');
    expect(artifact(server, 'diff').toString()).toContain('+new package.json');
  });

  it('holds for what is deleted and renamed as well', async () => {
    const { server, assign } = await makeStand();
    const { run } = assign({
      type: 'code_change',
      config: { writes: ['src/**'] },
      commands: [nodeStep('move', 'fs.mkdirSync("src"); fs.renameSync("readme.md", "src/readme.md")')],
    });
    const { result } = await server.waitFor('complete', run.id);
    expect(result).toMatchObject({ status: 'failed', reason: 'forbidden_path' });
    expect(result.summary).toContain('readme.md');
  });

  it('leaves files that hold secrets out of commit and artifacts, and fails', async () => {
    const { server, assign, repository } = await makeStand();
    const { run } = assign({
      type: 'code_change',
      commands: [write('.env.production', 'deep/id_rsa', 'a.txt', '.env.example')],
    });
    const { result } = await server.waitFor('complete', run.id);
    expect(result).toMatchObject({
      status: 'failed',
      reason: 'forbidden_path',
      metrics: { files_changed: 2 },
    });
    expect(result.summary).toContain('.env.production, deep/id_rsa');
    const all = server.artifacts.map(({ bytes }) => bytes.toString()).join('\n');
    expect(all).not.toContain('new .env.production');
    const names = await runGit(repository, 'ls-tree', '-r', '--name-only', result.head_commit ?? '');
    expect(names.split('\n')).toEqual(['.env.example', 'a.txt', 'readme.md']);
  });

  it('is a secret file where a glob names it', async () => {
    const { server, assign } = await makeStand();
    const go = async (writes: string[]) => {
      const { run } = assign({ type: 'code_change', config: { writes }, commands: [write('.npmrc')] });
      return (await server.waitFor('complete', run.id)).result.status;
    };
    expect(await go(['**'])).toBe('failed');
    expect(await go(['**', '.npmrc'])).toBe('completed');
  });
});

describe('the patch of a run', () => {
  it('is taken by git am and by git apply, with binary files, renames and modes', async () => {
    const { server, assign, repository, folder } = await makeStand({
      files: { 'readme.md': 'A shop.\n', 'old.txt': 'one\ntwo\nthree\nfour\n', 'run.sh': 'true\n' },
    });
    const code =
      'fs.writeFileSync("image.bin", Buffer.from([0, 1, 2, 255, 254, 10, 13])); fs.renameSync("old.txt", "new.txt"); fs.chmodSync("run.sh", 0o755); fs.rmSync("readme.md"); fs.symlinkSync("new.txt", "link")';
    const { run } = assign({ type: 'code_change', commands: [nodeStep('change', code)] });
    const { result } = await server.waitFor('complete', run.id);
    expect(result.artifacts.map(({ kind }) => kind).sort()).toEqual(['diff', 'patch']);
    await writeFile(join(folder, 'changes.patch'), artifact(server, 'patch'));
    const tree = await runGit(repository, 'rev-parse', `${result.head_commit}^{tree}`);
    for (const [name, ...command] of [
      ['am', 'am', '--quiet'],
      ['apply', 'apply', '--index'],
    ]) {
      const copy = join(folder, name ?? '');
      await runGit(folder, 'clone', '-q', repository, copy);
      await runGit(copy, ...command, join(folder, 'changes.patch'));
      expect(await runGit(copy, 'write-tree')).toBe(tree);
    }
    expect(await runGit(join(folder, 'am'), 'log', '-1', '--format=%an%n%B')).toContain('Overmind-Run');
  });

  it('is cut where it is too long, and the diff says so', async () => {
    const { writeArtifacts } = await import('./artifacts.ts');
    const { buildAutomaton } = await import('../../output/redactor.ts');
    const { folder, repository } = await makeStand();
    await writeFile(join(repository, 'long.txt'), 'long line\n'.repeat(2_000));
    await runGit(repository, 'add', '.');
    await runGit(repository, 'commit', '-qm', 'long');
    const workspace = {
      ...{ kind: 'worktree' as const, path: repository, repository, branch: 'main' },
      ...{ common_dir: join(repository, '.git'), git_dir: join(repository, '.git') },
      base_commit: await runGit(repository, 'rev-parse', 'HEAD~1'),
    };
    const head = await runGit(repository, 'rev-parse', 'HEAD');
    const secrets = buildAutomaton([]);
    const written = await writeArtifacts({ workspace, head, folder, secrets, longest: 5_000 });
    expect(written.map(({ kind }) => kind)).toEqual(['diff']);
    expect(written[0]?.size_bytes).toBeLessThan(5_200);
    expect(await readFile(join(folder, 'changes.diff'), 'utf8')).toMatch(/only 5000 bytes are kept\.\n$/);
  });

  it('that meets a full disk ends as such', async () => {
    const { writeArtifacts } = await import('./artifacts.ts');
    const { isDiskFull } = await import('../disk/faults.ts');
    const { buildAutomaton } = await import('../../output/redactor.ts');
    const { folder, repository } = await makeStand();
    const [head, secrets] = [await runGit(repository, 'rev-parse', 'HEAD'), buildAutomaton([])];
    const empty = await runGit(
      repository,
      'commit-tree',
      '4b825dc642cb6eb9a060e54bf8d69288fbee4904',
      '-m',
      'empty',
    );
    const workspace = {
      ...{ kind: 'worktree' as const, path: repository, repository, branch: 'main', base_commit: empty },
      ...{ common_dir: join(repository, '.git'), git_dir: join(repository, '.git') },
    };
    await symlink('/dev/full', join(folder, 'changes.diff'));
    const fault = await writeArtifacts({ workspace, head, folder, secrets }).catch((error: unknown) => error);
    expect(isDiskFull(fault)).toBe(true);
  });
});

describe('a folder without git', () => {
  it('is worked on in a copy, and its changes are in a patch', async () => {
    const { server, assign, folder } = await makeStand();
    const plain = join(folder, 'work', 'plain');
    await mkdir(join(plain, 'src'), { recursive: true });
    await writeFile(join(plain, 'src', 'a.txt'), 'one\n');
    await writeFile(join(plain, 'run.sh'), 'true\n', { mode: 0o755 });
    await symlink('/etc/passwd', join(plain, 'outside'));
    await symlink('circle', join(plain, 'circle'));
    const { run } = assign({
      repoPath: plain,
      type: 'code_change',
      commands: [
        nodeStep(
          'change',
          'fs.writeFileSync("src/a.txt", "two\\n"); fs.writeFileSync("b.txt", "b\\n"); console.log(fs.readlinkSync("outside"))',
        ),
      ],
    });
    const { result } = await server.waitFor('complete', run.id);
    expect(result).toMatchObject({
      ...{ status: 'completed', branch: null, base_commit: null, head_commit: null },
      metrics: { files_changed: 2, insertions: 2, deletions: 1 },
    });
    expect(result.summary).toContain('The folder has no git, so the changes are in changes.patch');
    expect(server.messages(run.id, 'stdout')).toEqual(['/etc/passwd']);
    expect(await readFile(join(plain, 'src', 'a.txt'), 'utf8')).toBe('one\n');
    await writeFile(join(folder, 'changes.patch'), artifact(server, 'patch'));
    await runGit(plain, 'apply', join(folder, 'changes.patch'));
    expect(await readFile(join(plain, 'src', 'a.txt'), 'utf8')).toBe('two\n');
    expect(await readFile(join(plain, 'b.txt'), 'utf8')).toBe('b\n');
  });

  it('keeps its secrets and the git folders inside to itself, and out of the result', async () => {
    const { server, assign, folder } = await makeStand();
    const plain = join(folder, 'work', 'plain');
    await mkdir(join(plain, 'deep', '.aws'), { recursive: true });
    for (const file of ['.env', 'deep/id_rsa', 'deep/.aws/config', 'a.txt'])
      await writeFile(join(plain, file), `secret of ${file}\n`);
    await makeRepository(join(plain, 'inner'), { 'in.txt': 'in\n' });
    await runGit(join(plain, 'inner'), 'config', 'remote.origin.url', 'https://me:word@example.org/');
    const look =
      'console.log(require("child_process").execSync("find . -type f | sort").toString()); fs.writeFileSync("inner/in.txt", "out\\n")';
    const { run } = assign({ repoPath: plain, type: 'code_change', commands: [nodeStep('look', look)] });
    const { result } = await server.waitFor('complete', run.id);
    expect(result).toMatchObject({ status: 'completed', metrics: { files_changed: 1 } });
    expect(server.messages(run.id, 'stdout').filter((line) => line !== '')).toEqual([
      './a.txt',
      './inner/in.txt',
    ]);
    expect(server.messages(run.id).join('\n')).toMatch(/Left out of the copy.*\.env/);
    const patch = artifact(server, 'patch').toString();
    expect(patch).not.toMatch(/\.env|id_rsa|\.aws|\.git\//);
    await writeFile(join(folder, 'changes.patch'), patch);
    await runGit(plain, 'apply', join(folder, 'changes.patch'));
    expect(await readFile(join(plain, 'inner', 'in.txt'), 'utf8')).toBe('out\n');
    expect(await readFile(join(plain, '.env'), 'utf8')).toBe('secret of .env\n');
  });

  it('fails a run that writes a secret file of its own into the copy', async () => {
    const { server, assign, folder } = await makeStand();
    const plain = join(folder, 'work', 'plain');
    await mkdir(plain, { recursive: true });
    await writeFile(join(plain, '.env'), 'KEY=1\n');
    const { run } = assign({ repoPath: plain, type: 'code_change', commands: [write('.env', 'a.txt')] });
    const { result } = await server.waitFor('complete', run.id);
    expect(result).toMatchObject({ status: 'failed', reason: 'forbidden_path' });
    expect(artifact(server, 'patch').toString()).not.toContain('.env');
  });

  it('that is larger than the agent may fill is not copied', async () => {
    const { server, assign, folder } = await makeStand();
    const plain = join(folder, 'work', 'plain');
    await mkdir(plain, { recursive: true });
    await writeFile(join(plain, 'large.bin'), Buffer.alloc(20 * 1024 * 1024));
    const { run } = assign({
      repoPath: plain,
      config: { limits: { disk_mb: 16 } },
      commands: [write('a.txt')],
    });
    const { result } = await server.waitFor('complete', run.id);
    expect(result).toMatchObject({ status: 'failed', reason: 'workspace_failed' });
    expect(result.summary).toContain('larger than 16 MB');
  });

  it('with a repository that is broken is not meant', async () => {
    const { server, assign, repository } = await makeStand();
    await writeFile(join(repository, '.git', 'HEAD'), 'nonsense');
    const { run } = assign({ commands: [write('a.txt')] });
    expect((await server.waitFor('complete', run.id)).result.reason).toBe('workspace_failed');
  });
});

it('gives a run of several repositories the right one each', async () => {
  const { server, assign, folder } = await makeStand();
  const names = ['one', 'two'];
  const jobs = await Promise.all(
    names.map(async (name) => {
      const repoPath = await makeRepository(join(folder, 'work', name), { 'name.txt': name });
      return assign({
        key: `SHOP-${name}`,
        repoPath,
        commands: [nodeStep('say', 'console.log(fs.readFileSync("name.txt", "utf8"))')],
      });
    }),
  );
  for (const [index, { run }] of jobs.entries()) {
    await server.waitFor('complete', run.id);
    expect(server.messages(run.id, 'stdout')).toEqual([names[index]]);
  }
});
