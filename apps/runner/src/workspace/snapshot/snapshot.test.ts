import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeStep } from '../../test-support/job.ts';
import { runGit } from '../../test-support/repository.ts';
import { makeStand } from '../../test-support/stand.ts';

const sh = (name: string, script: string) => ({ name, run: ['sh', '-c', script] });

async function changed(
  repository: string,
  result: { base_commit: string | null; head_commit: string | null },
) {
  const range = [result.base_commit ?? '', result.head_commit ?? ''];
  const listed = await runGit(repository, 'diff', '--name-status', '--no-renames', ...range);
  return listed.split('\n').filter((line) => line !== '');
}

describe('the change of a run', () => {
  it('is that of its work, not of its set-up, checks and teardown', async () => {
    const { server, assign, repository } = await makeStand({
      files: { 'readme.md': 'A shop.\n', 'lock.json': '1\n', 'gone.txt': 'x\n' },
    });
    const { run } = assign({
      type: 'code_change',
      config: {
        writes: ['src/**', 'touched.txt'],
        workspace: {
          setup: [
            sh(
              'install',
              'echo 2 > lock.json; rm gone.txt; mkdir src; echo s > src/s.ts; echo t > touched.txt',
            ),
          ],
          teardown: [sh('away', 'rm -rf src/s.ts; echo torn > torn.txt')],
        },
      },
      commands: [sh('work', 'echo w > src/w.ts; echo more >> touched.txt')],
      checks: [sh('check', 'echo c > coverage.txt; echo c >> src/w.ts; echo c >> readme.md')],
    });
    const { result } = await server.waitFor('complete', run.id);
    expect(result).toMatchObject({ status: 'completed', metrics: { files_changed: 2, insertions: 3 } });
    expect(await changed(repository, result)).toEqual(['A\tsrc/w.ts', 'A\ttouched.txt']);
    expect(await runGit(repository, 'show', `${result.head_commit}:touched.txt`)).toBe('t\nmore');
    expect(await runGit(repository, 'show', `${result.head_commit}:src/w.ts`)).toBe('w');
    expect(result.flags.map(({ kind, path }) => [kind, path])).toEqual([
      ['changed_later', 'readme.md'],
      ['changed_later', 'src/w.ts'],
    ]);
    expect(result.summary).toContain('so a person has to accept it');
  });

  it('is none where only the set-up and the checks wrote', async () => {
    const { server, assign, repository } = await makeStand();
    const { run } = assign({
      type: 'code_change',
      config: { workspace: { setup: [sh('install', 'echo 2 > lock.json; echo s >> readme.md')] } },
      commands: [sh('work', 'true')],
      checks: [sh('check', 'echo c > report.txt')],
    });
    const { result } = await server.waitFor('complete', run.id);
    expect(result).toMatchObject({ status: 'failed', reason: 'empty_diff', metrics: { files_changed: 0 } });
    expect(result.head_commit).toBe(result.base_commit);
    expect(await changed(repository, result)).toEqual([]);
  });

  it('leaves out secrets that the set-up wrote, without a fault', async () => {
    const { server, assign, repository } = await makeStand();
    const { run } = assign({
      type: 'code_change',
      config: { workspace: { setup: [sh('install', 'echo KEY=1 > .env')] } },
      commands: [sh('work', 'echo a > a.txt')],
    });
    const { result } = await server.waitFor('complete', run.id);
    expect(result).toMatchObject({ status: 'completed' });
    expect(await changed(repository, result)).toEqual(['A\ta.txt']);
  });

  it('keeps names as bytes, links, modes and what git ignores apart', async () => {
    const { server, assign, repository } = await makeStand({
      files: { '.gitignore': 'out/\n', 'Case.txt': '1\n', 'case.txt': '2\n', 'tool.sh': 'true\n' },
    });
    const { run } = assign({
      type: 'code_change',
      config: {
        workspace: { setup: [sh('install', 'mkdir out; echo o > out/o; echo s > "$(printf \'s\\351t\')"')] },
      },
      commands: [
        sh(
          'work',
          'echo w > "$(printf \'caf\\351\')"; echo 3 > case.txt; chmod +x tool.sh; ln -s tool.sh link; echo p > out/p',
        ),
      ],
    });
    const { result } = await server.waitFor('complete', run.id);
    expect(await changed(repository, result)).toEqual([
      'A\t"caf\\351"',
      'M\tcase.txt',
      'A\tlink',
      'M\ttool.sh',
    ]);
  });

  it('is the whole of it where the agent commits, resets and rewrites', async () => {
    const { server, assign, repository } = await makeStand();
    const script =
      'echo a > a.txt; git add a.txt; git commit -qm one; git reset -q --hard HEAD~1; echo b > b.txt; git add .; git commit -q --amend -m two; git update-index --skip-worktree b.txt; echo more >> b.txt';
    const { run } = assign({
      type: 'code_change',
      config: { workspace: { setup: [sh('install', 'echo s > s.txt')] } },
      commands: [sh('work', script)],
    });
    const { result } = await server.waitFor('complete', run.id);
    expect(await changed(repository, result)).toEqual(['A\tb.txt']);
    expect(await runGit(repository, 'show', `${result.head_commit}:b.txt`)).toBe('b\nmore');
  });

  it('does not hold the repositories that the set-up put into the workspace, and those of the work as files', async () => {
    const { server, assign, repository } = await makeStand();
    const make = (name: string) =>
      `mkdir ${name} && cd ${name} && git init -q && echo x > x.txt && git add . && git -c user.name=a -c user.email=b commit -qm x && cd ..`;
    const { run } = assign({
      type: 'code_change',
      config: { workspace: { setup: [sh('install', make('vendor'))] } },
      commands: [sh('work', `${make('app')}; echo y >> vendor/x.txt`)],
      checks: [sh('check', 'test -d vendor/.git')],
    });
    const { result } = await server.waitFor('complete', run.id);
    expect(result).toMatchObject({ status: 'completed' });
    expect(await changed(repository, result)).toEqual(['A\tapp/x.txt']);
  });
});

it('runs no program that a repository inside the workspace names', async () => {
  const { server, assign, repository, folder } = await makeStand({ settings: { sandbox: 'off' } });
  const inner = join(repository, 'sub');
  await mkdir(inner);
  await runGit(inner, 'init', '-q');
  await runGit(inner, 'commit', '-q', '--allow-empty', '-m', 'inner');
  await runGit(repository, 'add', 'sub');
  await runGit(repository, 'commit', '-qm', 'sub');
  await mkdir(join(folder, 'out'));
  const proof = join(folder, 'out', 'ran');
  const plant = [
    'cd sub; git init -q; echo abc > a.txt; git add a.txt; git -c user.name=a -c user.email=b commit -qm a',
    'echo "* filter=evil" > .gitattributes',
    `git config filter.evil.clean "sh -c 'touch ${proof}; cat'"; echo xyz > a.txt; touch -d @1 a.txt`,
    'cd ..; echo b > b.txt; mkdir app; git init -q app',
    'git -C app -c user.name=a -c user.email=b commit -q --allow-empty -m app',
  ].join('\n');
  const { run } = assign({
    type: 'code_change',
    commands: [sh('plant', plant)],
    checks: [sh('check', 'true')],
  });
  const { result } = await server.waitFor('complete', run.id);
  expect(result).toMatchObject({ status: 'completed' });
  await expect(readFile(proof)).rejects.toThrow('ENOENT');
  expect((await changed(repository, result)).at(0)).toBe('A\tb.txt');
});

describe('a folder without git', () => {
  it('is shown by what the work changed', async () => {
    const { server, assign, folder } = await makeStand();
    const plain = join(folder, 'work', 'plain');
    await mkdir(plain, { recursive: true });
    await writeFile(join(plain, 'a.txt'), 'one\n');
    const { run } = assign({
      repoPath: plain,
      type: 'code_change',
      config: { workspace: { setup: [sh('install', 'echo s > s.txt; echo s >> a.txt')] } },
      commands: [nodeStep('work', 'fs.writeFileSync("b.txt", "b\\n")')],
      checks: [sh('check', 'echo c > c.txt')],
    });
    const { result } = await server.waitFor('complete', run.id);
    expect(result).toMatchObject({ status: 'completed', metrics: { files_changed: 1, insertions: 1 } });
    const patch = server.artifacts.find(({ kind }) => kind === 'patch')?.bytes.toString() ?? '';
    expect(patch).toContain('+b\n');
    expect(patch).not.toContain('s.txt');
  });
});
