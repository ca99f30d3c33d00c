import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { waitFor } from '@overmind/testing/wait-for';
import { execa } from 'execa';
import { expect, it } from 'vitest';
import { nodeStep } from './test-support/job.ts';
import { runGit } from './test-support/repository.ts';
import { makeStand } from './test-support/stand.ts';

/** Git reads this file as slowly as can be: from a pipe that nobody writes to. */
async function neverFinishReading(repository: string, file: string): Promise<void> {
  const blob = await runGit(repository, 'rev-parse', `HEAD:${file}`);
  const object = join(repository, '.git/objects', blob.slice(0, 2), blob.slice(2));
  await rm(object);
  await execa('mkfifo', [object]);
}

it('says that a repository takes git too long, and leaves nothing of the run in it', async () => {
  const { server, repository, assign } = await makeStand({ limits: { worktreeMs: 5_000 } });
  await neverFinishReading(repository, 'readme.md');
  const { run } = assign({ commands: [nodeStep('work', 'console.log("began")')] });
  const { result } = await server.waitFor('complete', run.id);
  expect(result).toMatchObject({ status: 'failed', reason: 'workspace_failed' });
  expect(result.summary).toBe(
    'The workspace failed: git read-tree took longer than 5 s and was ended: the repository is too large for this machine, or its disk is too slow.',
  );
  expect(server.messages(run.id)).not.toContain('began');
  const isAlone = async () => (await runGit(repository, 'worktree', 'list')).split('\n').length === 1;
  await waitFor(isAlone, { what: 'its worktree to be gone' });
});
