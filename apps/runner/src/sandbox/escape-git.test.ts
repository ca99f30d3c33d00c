import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ConfinedScene, makeConfinedScene } from '../test-support/confined.ts';
import { makeJob } from '../test-support/job.ts';
import { runGit } from '../test-support/repository.ts';
import { commitChanges } from '../workspace/changes/commit.ts';
import { PrivateIndex } from '../workspace/snapshot/private-index.ts';

/** As the runner does when the run is over. */
async function commit({ workspace, repository, dataDir, confinement }: ConfinedScene): Promise<string> {
  await confinement[Symbol.asyncDispose]();
  const index = await PrivateIndex.open(workspace, join(dataDir, 'snapshot.index'), () => {});
  const tree = await index.snapshot({ opensNested: true });
  const options = { tree, folder: dataDir, maySecret: () => false };
  return (await commitChanges(workspace, makeJob({ repoPath: repository }), options)).headCommit;
}

describe('git, from inside a sandbox', () => {
  it('works for the agent: status, diff, add, commit, branch, log', async () => {
    const { run, workspace } = await makeConfinedScene();
    const script = [
      'git status --porcelain; echo more >> readme.md; git status --porcelain; git diff --stat | head -1',
      'git add --all && git commit --quiet -m mine && git log --format=%s; git branch side && git rev-parse --abbrev-ref HEAD',
    ].join('\n');
    const { stdout, stderr } = await run(['/bin/sh', '-c', script]);
    expect(stderr).toBe('');
    expect(stdout.trimEnd().split('\n')).toEqual([
      ' M readme.md',
      ' readme.md | 1 +',
      'mine',
      'first',
      workspace.branch,
    ]);
  });

  it("moves no ref, plants no hook, and writes no config of the person's repository", async () => {
    const scene = await makeConfinedScene();
    const { run, repository, workspace } = scene;
    const facts = async () => ({
      refs: await runGit(repository, 'for-each-ref'),
      config: await readFile(join(repository, '.git/config'), 'utf8'),
      index: await readFile(join(workspace.git_dir, 'index')),
      head: await runGit(repository, 'rev-parse', 'HEAD'),
    });
    const before = await facts();
    const git = join(repository, '.git');
    const script = [
      'git update-ref refs/heads/main $(git commit-tree -m evil HEAD^{tree}); git branch -f main HEAD~0; git tag evil',
      'git config core.fsmonitor "touch /tmp/pwned"; git config alias.x "!touch pwned"',
      'mkdir -p $(git rev-parse --git-common-dir)/hooks; echo evil > $(git rev-parse --git-common-dir)/hooks/post-commit',
      `echo evil > ${git}/hooks/post-commit; echo evil >> ${git}/config; echo evil > ${git}/HEAD; ls ${git}`,
      `echo "gitdir: ${git}" > .git; rm -f .git; mv .git other; ls ${workspace.git_dir}`,
      `rm -rf ${git}/objects/*; echo evil > ${git}/objects/info/alternates`,
    ].join('\n');
    await run(['/bin/sh', '-c', script]);
    expect(await facts()).toEqual(before);
    expect(await runGit(repository, 'fsck', '--strict')).toBe('');
    await expect(readFile(join(git, 'hooks/post-commit'))).rejects.toThrow('ENOENT');
    expect(await readFile(join(workspace.path, '.git'), 'utf8')).toContain(workspace.git_dir);
  });

  it('cannot make the runner commit anything but the files that stand there', async () => {
    const scene = await makeConfinedScene({ files: { 'a.txt': 'a\n', 'b.txt': 'b\n' } });
    const { run } = scene;
    const script = [
      'echo hidden > a.txt; git add a.txt; git update-index --skip-worktree a.txt; echo shown > a.txt',
      'git rm --cached --quiet b.txt; git commit --quiet -m "not what it seems"',
    ].join('\n');
    expect((await run(['/bin/sh', '-c', script])).code).toBe(0);
    const headCommit = await commit(scene);
    expect(await runGit(scene.repository, 'show', `${headCommit}:a.txt`)).toBe('shown');
    expect(await runGit(scene.repository, 'show', `${headCommit}:b.txt`)).toBe('b');
    expect(await runGit(scene.repository, 'log', '--format=%s', headCommit)).toBe(
      'Make the tests pass\nfirst',
    );
  });
});

describe.each(['sandboxed', 'restricted'] as const)('tracked files on the deny list, %s', (level) => {
  const files = {
    'readme.md': 'A shop.\n',
    '.env': 'PASSWORD=canary\n',
    '.env.example': 'PASSWORD=\n',
    'config/tls/server.pem': 'canary\n',
    'deploy/.aws/credentials': 'canary\n',
  };
  const secretNames = ['.env', 'config/tls/server.pem', 'deploy/.aws/credentials'];

  it('are empty for the agent, show as unchanged, and are committed as they were', async () => {
    const scene = await makeConfinedScene({ level, files });
    const { run, repository } = scene;
    const script =
      'cat .env* config/tls/server.pem deploy/.aws/credentials; git status --porcelain; echo x > new.txt';
    expect((await run(['/bin/sh', '-c', script])).stdout).toBe('PASSWORD=\n');
    expect(scene.said.join('\n')).toContain('.env, config/tls/server.pem, deploy/.aws/credentials');
    const headCommit = await commit(scene);
    expect(await runGit(repository, 'diff', '--name-only', 'main', headCommit)).toBe('new.txt');
    for (const name of secretNames)
      expect(await runGit(repository, 'show', `${headCommit}:${name}`)).toBe(files[name as '.env'].trim());
  });

  it('come back whatever an agent did to them or to the folders around', async () => {
    const scene = await makeConfinedScene({ level, files });
    const script = [
      'echo stolen > .env; rm -rf config; ln -s /etc config; mv deploy elsewhere; echo file > deploy',
      'cat elsewhere/.aws/credentials; git update-index --no-skip-worktree .env 2>/dev/null; git add --all',
    ].join('\n');
    expect((await scene.run(['/bin/sh', '-c', script])).stdout).toBe('');
    // A later step sees no more than the first one.
    expect((await scene.run(['/bin/sh', '-c', 'cat elsewhere/.aws/credentials'])).stdout).toBe('');
    const headCommit = await commit(scene);
    const { path } = scene.workspace;
    for (const name of secretNames)
      expect(await readFile(join(path, name), 'utf8')).toBe(files[name as '.env']);
    for (const name of secretNames)
      expect(await runGit(scene.repository, 'show', `${headCommit}:${name}`)).toBe(
        files[name as '.env'].trim(),
      );
  });

  it('that a step writes itself are there for the next one', async () => {
    const { run } = await makeConfinedScene({ level });
    await run(['/bin/sh', '-c', 'echo MADE=1 > .env']);
    expect((await run(['/bin/cat', '.env'])).stdout).toBe('MADE=1\n');
  });

  it('stay readable where the person who started the runner says so', async () => {
    const { run } = await makeConfinedScene({ level, files, readable: ['config/tls/server.pem'] });
    expect((await run(['/bin/cat', 'config/tls/server.pem', '.env'])).stdout).toBe('canary\n');
  });
});

it('shows no committed secret through git either, and goes on working with it', async () => {
  const files = { 'readme.md': 'A shop.\n', '.env': 'PASSWORD=canary\n' };
  const scene = await makeConfinedScene({ files });
  const blob = await runGit(scene.repository, 'rev-parse', 'HEAD:.env');
  const script = [
    `git cat-file -p ${blob}; git show HEAD:.env; git log -p --all; git checkout -f HEAD -- .env; cat .env`,
    `find / \\( -path /proc -o -path /sys -o -path /usr -o -name node_modules \\) -prune -o -name "${blob.slice(2)}" -print`,
    'git grep canary HEAD',
  ].join('\n');
  const { stdout } = await scene.run(['/bin/sh', '-c', `{ ${script}\n } 2>/dev/null`]);
  expect(stdout).toContain('A shop.');
  expect(stdout).not.toContain('canary');
  expect(stdout).not.toContain(blob.slice(2));
  const work =
    'git status --porcelain; echo b > b.txt; git add --all && git commit --quiet -m mine && git log --format=%s; git diff HEAD~1 --stat';
  const done = await scene.run(['/bin/sh', '-c', work]);
  expect(done.stderr).toBe('');
  expect(done.stdout).toContain('mine\nfirst\n b.txt | 1 +');
  const headCommit = await commit(scene);
  expect(await runGit(scene.repository, 'show', `${headCommit}:.env`)).toBe('PASSWORD=canary');
  expect(await runGit(scene.repository, 'log', '--format=%s', headCommit)).toBe('Make the tests pass\nfirst');
});

it('keeps the files when the agent gives the sandbox up', async () => {
  const scene = await makeConfinedScene({ files: { '.env': 'KEEP=1\n' }, config: { sandbox: 'none' } });
  expect(scene.confinement.level).toBe('none');
  expect((await scene.run(['/bin/cat', '.env'])).stdout).toBe('KEEP=1\n');
});
