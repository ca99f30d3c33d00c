import { access, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openView } from '../../executors/model/open-talk.ts';
import { buildAutomaton } from '../../output/redactor.ts';
import { findFlags } from '../../proof/find-flags.ts';
import { openResultTree } from '../../proof/reviewer/result-tree.ts';
import { makeRepository, runGit } from '../../test-support/repository.ts';
import { tempFolder } from '../../test-support/temp-folder.ts';
import { writeArtifacts } from './artifacts.ts';

const test = 'it("pays", () => {\n  expect(pay(1)).toBe(1);\n});\n';
const skipped = test.replace('it(', 'it.skip(');

/** A change that skips a test and adds a picture, with attributes and settings that would hide both. */
async function makeScene() {
  const folder = await tempFolder();
  const path = await makeRepository(join(folder, 'shop'), { 'pay.test.js': test });
  const base = await runGit(path, 'rev-parse', 'HEAD');
  await writeFile(join(path, 'pay.test.js'), skipped);
  await writeFile(join(path, 'picture.png'), Buffer.from([1, 0, 2, 255]));
  await writeFile(join(path, '.gitattributes'), '[attr]odd -diff eol=crlf text\n* odd\n');
  await writeFile(join(path, '.gitignore'), '*\n');
  await runGit(path, 'add', '--all', '--force');
  await runGit(path, 'commit', '--quiet', '-m', 'work');
  await runGit(path, 'config', 'core.bigFileThreshold', '1');
  await writeFile(join(path, '.git', 'info', 'attributes'), '* -diff working-tree-encoding=UTF-16\n');
  const [head, tree] = [
    await runGit(path, 'rev-parse', 'HEAD'),
    await runGit(path, 'rev-parse', 'HEAD^{tree}'),
  ];
  const gitDir = join(path, '.git');
  const workspace = {
    ...{ kind: 'worktree' as const, path, repository: path, branch: 'main', base_commit: base },
    ...{ common_dir: gitDir, git_dir: gitDir },
  };
  return { folder, path, workspace, head, tree };
}

it('shows a change whatever attributes and settings say, and binary files as such', async () => {
  const { folder, workspace, head } = await makeScene();
  const artifacts = await writeArtifacts({ workspace, head, folder, secrets: buildAutomaton([]) });
  const diff = await readFile(join(folder, 'changes.diff'), 'utf8');
  expect(diff).toContain('+it.skip("pays"');
  expect(diff).toContain('Binary files /dev/null and b/picture.png differ');
  expect(await readFile(join(folder, 'changes.patch'), 'utf8')).toContain('+it.skip("pays"');
  const flags = await findFlags(folder, artifacts, { checks: [] });
  expect(flags).toMatchObject([{ kind: 'test_skipped', path: 'pay.test.js' }]);
});

it('shows a reviewer the files as they will be committed, and finds what git ignores', async () => {
  const { folder, workspace, tree } = await makeScene();
  await using result = await openResultTree(workspace, tree, folder);
  expect(result.diff).toContain('+it.skip("pays"');
  expect(await readFile(join(result.folder, 'pay.test.js'), 'utf8')).toBe(skipped);
  const view = await openView(result.folder, folder, { hasIgnored: true });
  const found = await view.search('skip', '.', new AbortController().signal);
  expect(found.text).toBe('pay.test.js:1:it.skip("pays", () => {');
});

it('gives a reviewer nothing where the change cannot be read, and leaves no files', async () => {
  const { folder, path, workspace, tree } = await makeScene();
  const blob = await runGit(path, 'rev-parse', `${workspace.base_commit}:pay.test.js`);
  await rm(join(path, '.git', 'objects', blob.slice(0, 2), blob.slice(2)), { force: true });
  await expect(openResultTree(workspace, tree, folder)).rejects.toThrow('git diff: ');
  await expect(access(join(folder, 'result'))).rejects.toThrow('ENOENT');
});
