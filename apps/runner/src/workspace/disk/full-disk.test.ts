import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { waitFor } from '@overmind/testing/wait-for';
import { describe, expect, it } from 'vitest';
import type { Limits } from '../../limits.ts';
import { nodeStep } from '../../test-support/job.ts';
import { runGit } from '../../test-support/repository.ts';
import { makeStand } from '../../test-support/stand.ts';

describe('a disk that runs full', () => {
  it('ends a run that goes on, says so and lets the next one be refused with words', async () => {
    const limits = { diskFloorBytes: 1, diskCriticalBytes: Number.MAX_SAFE_INTEGER };
    const { server, assign, settings } = await makeStand({ limits });
    const forever = nodeStep('fill', 'console.log("on"); setInterval(() => {}, 1000)');
    const { run } = assign({
      commands: [nodeStep('first', 'console.log("shown")'), forever],
      checks: [forever],
    });
    const { result } = await server.waitFor('complete', run.id);
    expect(result).toMatchObject({ status: 'failed', reason: 'disk_full' });
    expect(result.summary).toContain("No space was left on the runner's disk");
    const left = () => readdir(join(settings.dataDir, 'worktrees'));
    await waitFor(async () => (await left()).length === 0, { what: 'the workspace to go' });
  });
});

describe('the changes of a run that a full disk ends', () => {
  const write = `fs.mkdirSync("sub"); fs.writeFileSync("sub/new.txt", "hours of work\\n"); console.log("on");
    setInterval(() => {}, 1000)`;
  const fillDisk = async (limits: Partial<Limits> = {}) => {
    const stand = await makeStand({ limits: { diskFloorBytes: 1, ...limits } });
    const { run } = stand.assign({ type: 'code_change', commands: [nodeStep('write', write)] });
    const isOn = () => stand.server.messages(run.id, 'stdout').includes('on');
    await waitFor(isOn, { what: 'the work' });
    const end = async () => {
      stand.settings.limits.diskCriticalBytes = Number.MAX_SAFE_INTEGER;
      return (await stand.server.waitFor('complete', run.id)).result;
    };
    return { ...stand, run, end };
  };

  it('are committed and shown before its workspace goes', async () => {
    const { end, repository, server, settings } = await fillDisk();
    const result = await end();
    expect(result).toMatchObject({ status: 'failed', reason: 'disk_full', metrics: { files_changed: 1 } });
    expect(result.summary).toContain('What it had changed until then was kept');
    expect(result.evidence.map(({ kind }) => kind)).toContain('diff');
    expect(await runGit(repository, 'show', `${result.head_commit}:sub/new.txt`)).toBe('hours of work');
    const diff = server.artifacts.find(({ kind }) => kind === 'diff');
    expect(diff?.bytes.toString()).toContain('+hours of work');
    const left = () => readdir(join(settings.dataDir, 'worktrees'));
    await waitFor(async () => (await left()).length === 0, { what: 'the workspace to go' });
    expect(await runGit(repository, 'rev-parse', 'overmind/SHOP-12/1')).toBe(result.head_commit);
  });

  it('are lost where they cannot be committed, and the run says so', async () => {
    const { end, repository } = await fillDisk();
    // Not a file that a killed git left, so it stays.
    await mkdir(join(repository, '.git/refs/heads/overmind/SHOP-12/1.lock'));
    const result = await end();
    expect(result).toMatchObject({ reason: 'disk_full', head_commit: null, metrics: { files_changed: 0 } });
    expect(result.summary).toContain('What it had changed could not be kept and is lost');
  });

  it('are waited for no longer than they may be', async () => {
    const { end } = await fillDisk({ saveChangesMs: 0 });
    expect(await end()).toMatchObject({
      ...{ reason: 'disk_full', head_commit: null, summary: expect.stringContaining('is lost') },
    });
  });
});
