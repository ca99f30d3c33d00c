import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkoutState } from '../../test-support/checkout-state.ts';
import { nodeStep } from '../../test-support/job.ts';
import { runGit } from '../../test-support/repository.ts';
import { makeStand, type Stand } from '../../test-support/stand.ts';

const sh = (script: string) => ({ name: 'sh', run: ['sh', '-c', script] });
const idle = nodeStep('write', 'fs.writeFileSync("next.txt", "next\\n")');

type End = { status: 'completed'; changed: string[] } | { status: 'failed'; reason: string; says: RegExp };

/** What ends differently in a sandbox, where some of it fails by itself, stands in `sandboxed`. */
interface Deed {
  script: string;
  end: End;
  sandboxed?: End | 'fails';
}

const deeds: Record<string, Deed> = {
  'commits to its own branch': {
    script: 'echo a > a.txt && git add . && git commit -qm mine && echo b > b.txt',
    end: { status: 'completed', changed: ['a.txt', 'b.txt'] },
  },
  'moves the base branch to its commit': {
    script: 'echo a > a.txt && git add . && git commit -qm mine && git update-ref refs/heads/main HEAD',
    end: { status: 'failed', reason: 'forbidden_path', says: /moved branches that are not its own: main/ },
    sandboxed: { status: 'completed', changed: ['a.txt'] },
  },
  'moves another branch back': {
    script: 'echo a > a.txt; git branch -f other HEAD~1',
    end: { status: 'failed', reason: 'forbidden_path', says: /other/ },
    sandboxed: { status: 'completed', changed: ['a.txt'] },
  },
  'makes branches of its own': {
    script: 'git checkout -q -b mine && echo a > a.txt && git add . && git commit -qm mine',
    end: { status: 'completed', changed: ['a.txt'] },
  },
  'goes to another history': {
    script:
      'git checkout -q --orphan fresh && git rm -rqf . && echo a > a.txt && git add . && git commit -qm mine',
    end: { status: 'completed', changed: ['a.txt', 'readme.md', 'second.txt'] },
  },
  'hides a file from its index': {
    script:
      'echo changed > readme.md; git update-index --assume-unchanged readme.md; git update-index --skip-worktree readme.md',
    end: { status: 'completed', changed: ['readme.md'] },
  },
  'makes a repository inside its own': {
    script:
      'mkdir app && cd app && git init -q && echo a > a.txt && git add . && git -c user.name=a -c user.email=b commit -qm inner',
    end: { status: 'completed', changed: ['app/a.txt'] },
  },
  'leaves a lock': {
    script: 'echo a > a.txt; touch "$(git rev-parse --git-dir)/index.lock"',
    end: { status: 'completed', changed: ['a.txt'] },
  },
  'makes links out of its workspace': {
    script: 'ln -s /etc/passwd passwd; ln -s loop loop; ln -s ../../.. up',
    end: { status: 'completed', changed: ['loop', 'passwd', 'up'] },
  },
  'makes a pipe and names that are not UTF-8': {
    script: 'mkfifo pipe; echo a > a.txt; echo b > "$(printf \'caf\\351\')"',
    end: { status: 'completed', changed: ['a.txt', '"caf\\351"'] },
  },
  'removes its workspace': {
    script: 'cd .. && rm -rf "$OLDPWD"; true',
    end: { status: 'failed', reason: 'workspace_failed', says: /removed the folder it worked in/ },
    sandboxed: { status: 'completed', changed: ['readme.md', 'second.txt'] },
  },
  'breaks the link of its worktree': {
    script: 'echo a > a.txt; rm -rf .git; echo "gitdir: /nowhere" > .git',
    end: { status: 'completed', changed: ['a.txt'] },
    sandboxed: 'fails',
  },
};

describe.each(['auto', 'off'] as const)('with the sandbox %s, an agent', (sandbox) => {
  // One repository for all, so that each deed also meets what the others have left.
  let stand: Stand;
  const ends: (() => void | Promise<void>)[] = [];
  beforeAll(async () => {
    stand = await makeStand({ settings: { sandbox } }, (end) => ends.unshift(end));
    const { repository } = stand;
    await writeFile(join(repository, 'second.txt'), '2\n');
    await runGit(repository, 'add', '.');
    await runGit(repository, 'commit', '-q', '-m', 'second');
    await runGit(repository, 'branch', 'other');
  });
  afterAll(async () => {
    for (const end of ends) await end();
  });

  it.each(Object.entries(deeds))('that %s does no harm', async (name, deed) => {
    const { server, assign, repository } = stand;
    const end = sandbox === 'auto' ? (deed.sandboxed ?? deed.end) : deed.end;
    const before = await checkoutState(repository);
    const key = `SHOP-${100 + Object.keys(deeds).indexOf(name)}`;
    const { run } = assign({ key, type: 'code_change', commands: [sh(deed.script)] });
    const { result } = await server.waitFor('complete', run.id);
    if (end === 'fails') expect(result.status).toBe('failed');
    else if (end.status === 'failed') {
      expect(result).toMatchObject({ status: 'failed', reason: end.reason });
      expect(result.summary).toMatch(end.says);
    } else {
      expect(result).toMatchObject({ status: 'completed' });
      const range = [result.base_commit ?? '', result.head_commit ?? ''];
      expect((await runGit(repository, 'diff', '--name-only', ...range)).split('\n').sort()).toEqual(
        end.changed.sort(),
      );
      expect(await runGit(repository, 'rev-list', '--count', range.join('..'))).toBe('1');
    }
    expect(await checkoutState(repository)).toEqual(before);
  });

  it('keeps no other from its work, and leaves no workspace', async () => {
    const { server, assign, settings } = stand;
    const next = assign({ key: 'SHOP-99', type: 'code_change', commands: [idle] });
    expect((await server.waitFor('complete', next.run.id)).result).toMatchObject({ status: 'completed' });
    const left = () => readdir(join(settings.dataDir, 'worktrees'));
    await waitFor(async () => (await left()).length === 0, { what: 'the workspaces to go' });
  });
});

it('without a sandbox finds the branches and tags that it removed put back, and is flagged', async () => {
  const { server, assign, repository } = await makeStand({ settings: { sandbox: 'off' } });
  await runGit(repository, 'branch', 'other');
  await runGit(repository, 'tag', '-a', '-m', 'one', 'v1');
  await runGit(repository, 'branch', 'overmind/SHOP-1/1');
  const tree = await runGit(repository, 'rev-parse', 'HEAD^{tree}');
  const commit = await runGit(repository, 'commit-tree', '-m', 'waits for a review', tree);
  await runGit(repository, 'branch', 'overmind/SHOP-2/1', commit);
  await server.waitFor('claim');
  const refs = () => runGit(repository, 'for-each-ref', '--format=%(refname) %(objectname)');
  const before = (await refs()).split('\n');
  const script =
    'echo a > a.txt; git branch -qD other overmind/SHOP-1/1 overmind/SHOP-2/1 && git tag -d v1 && git branch other/nested';
  const { run } = assign({ type: 'code_change', commands: [sh(script)] });
  const { result } = await server.waitFor('complete', run.id);
  expect(result.status).toBe('completed');
  expect(result.flags.map(({ kind, path }) => `${kind} ${path}`)).toEqual([
    'branch_restored other',
    'branch_restored overmind/SHOP-2/1',
    'branch_restored v1',
  ]);
  const after = (await refs()).split('\n').filter((line) => !line.includes('SHOP-12'));
  expect(after).toEqual(before.filter((line) => !line.includes('overmind/SHOP-1/')));
});
