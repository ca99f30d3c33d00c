import { once } from 'node:events';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { waitFor } from '@overmind/testing/wait-for';
import { describe, expect, it } from 'vitest';
import { listProcesses } from './process/process-table.ts';
import { makeJob, nodeStep } from './test-support/job.ts';
import { runGit } from './test-support/repository.ts';
import { makeScene, startRunner } from './test-support/runner-process.ts';

const countSessions = (pids: number[]): number =>
  listProcesses().filter((entry) => !entry.isZombie && pids.includes(entry.session)).length;

describe('a runner process', () => {
  it.each(['auto', 'groups'])(
    'killed with -9 (%s): no process lives on, and the next start tells all and hands the run back',
    async (isolation) => {
      const { folder, repository, server } = await makeScene();
      const first = startRunner(server, folder, { RUNNER_ISOLATION: isolation });
      expect(await first.ready).toEqual([{ type: 'ready' }, undefined]);
      await server.waitFor('claim');
      const code =
        'const c = require("child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1e6)"], { stdio: "inherit" }); let n = 0; setInterval(() => console.log("line " + ++n), 5)';
      const job = server.assign(makeJob({ repoPath: repository, commands: [nodeStep('hang', code)] }));
      await waitFor(() => server.messages(job.run.id, 'stdout').length > 20, { what: 'lines' });
      const sessions = listProcesses()
        .filter((entry) => entry.ppid === first.child.pid && entry.session === entry.pid)
        .map((entry) => entry.session);
      expect(countSessions(sessions)).toBeGreaterThanOrEqual(2);
      first.child.kill('SIGKILL');
      await once(first.child, 'exit');
      const killedAt = performance.now();
      if (isolation === 'auto') {
        await waitFor(() => countSessions(sessions) === 0, {
          what: 'the processes to die',
        });
        process.stdout.write(`processes gone ${Math.round(performance.now() - killedAt)} ms after kill -9\n`);
      }
      server.frames.length = 0;
      const second = startRunner(server, folder, { RUNNER_ISOLATION: isolation });
      await second.ready;
      const release = await server.waitFor('release', job.run.id);
      expect(server.all('hello')[0]?.live_runs).toEqual([
        { run_id: job.run.id, lease_token: job.lease_token },
      ]);
      expect(release.detail).toContain('handed back');
      expect(countSessions(sessions)).toBe(0);
      const lines = server.messages(job.run.id, 'stdout');
      expect(lines).toEqual(lines.map((_, index) => `line ${index + 1}`));
      expect(server.messages(job.run.id).at(-1)).toContain('The runner stopped');
      await waitFor(async () => (await readdir(join(folder, 'data', 'runs'))).length === 0, {
        what: 'the spool to go',
      });
      expect(await runGit(repository, 'worktree', 'list')).not.toContain(job.run.id);
      expect(await runGit(repository, 'branch', '--list')).toBe('* main');
      expect(server.violations).toEqual([]);
    },
  );

  it('killed with -9 after its work was done: the next start brings the files and the end', async () => {
    const { folder, repository, server } = await makeScene();
    const first = startRunner(server, folder);
    await server.waitFor('claim');
    server.isRefusingUploads = true;
    const code = 'fs.writeFileSync("new.txt", "hello\\n"); console.log("written")';
    const { run } = server.assign(makeJob({ repoPath: repository, commands: [nodeStep('write', code)] }));
    const runs = join(folder, 'data', 'runs');
    const list = () => readdir(join(runs, run.id)).catch(() => [] as string[]);
    await waitFor(async () => (await list()).includes('end.json'), { what: 'the end on disk' });
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');
    expect(server.all('complete', run.id)).toEqual([]);
    server.isRefusingUploads = false;
    startRunner(server, folder);
    const { result } = await server.waitFor('complete', run.id);
    expect(result).toMatchObject({ status: 'completed', metrics: { files_changed: 1 } });
    expect(server.artifacts.map((artifact) => artifact.kind)).toEqual(['diff', 'patch', 'log']);
    expect(await runGit(repository, 'rev-parse', 'overmind/SHOP-12/1')).toBe(result.head_commit);
    expect(server.violations).toEqual([]);
  });

  it('drains on SIGTERM and leaves with 0', async () => {
    const { folder, server } = await makeScene();
    const { child, ready } = startRunner(server, folder);
    await ready;
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
    await waitFor(() => server.all('drain').length > 0, { what: 'its word of that' });
    expect(server.all('drain')).toHaveLength(1);
  });

  it('leaves when its parent is gone', async () => {
    const { folder, server } = await makeScene();
    const { child, ready } = startRunner(server, folder);
    await ready;
    child.disconnect();
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('leaves with 3 and a sentence when its token is revoked', async () => {
    const { folder, server } = await makeScene();
    const { child, words, ready } = startRunner(server, folder);
    await ready;
    server.close(4401);
    // Its last words may come after its exit.
    expect(await once(child, 'close')).toEqual([3, null]);
    expect(words.join('')).toContain('token was revoked');
    expect(words.join('')).not.toContain(server.token);
  });

  it.runIf(process.getuid?.() === 0)('refuses to run as root unless told to', async () => {
    const { folder, server } = await makeScene();
    const { child, words } = startRunner(server, folder, {}, []);
    expect(await once(child, 'close')).toEqual([2, null]);
    expect(words.join('')).toContain('--allow-root');
  });

  it('refuses a data folder that another runner uses', async () => {
    const { folder, server } = await makeScene();
    await mkdir(join(folder, 'data'), { recursive: true });
    await startRunner(server, folder).ready;
    const { child, words } = startRunner(server, folder);
    expect(await once(child, 'close')).toEqual([1, null]);
    expect(words.join('')).toContain('Another runner');
  });
});
