import { readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { waitFor } from '@overmind/testing/wait-for';
import { expect, it } from 'vitest';
import { createLog } from '../log.ts';
import { Runner } from '../runner.ts';
import { interruptFirst, loseLease } from '../test-support/interrupted.ts';
import { nodeStep } from '../test-support/job.ts';
import { makeStand, type Stand } from '../test-support/stand.ts';

const keptOf = ({ settings }: Stand): string => join(settings.dataDir, 'kept');

/** No workspace can be written down as kept any more. */
const blockKept = (stand: Stand): Promise<void> => symlink(join(stand.folder, 'nowhere'), keptOf(stand));

const untilTold = ({ logged }: Stand): Promise<unknown> =>
  waitFor(() => logged.some((line) => line.includes('could not be given up yet')), {
    what: 'the runner to say that the workspace could not be given up',
  });

it('is gone on with by the next attempt, though it could not be written down as kept at first', async () => {
  const { stand, assignNext } = await interruptFirst({}, blockKept);
  await untilTold(stand);
  await rm(keptOf(stand));
  const next = await assignNext([{ do: 'recall' }]);
  const { result } = await stand.server.waitFor('complete', next.run.id);
  expect(JSON.stringify(stand.server.transcript(next.run.id))).toContain('1 earlier prompts');
  expect(result.metrics.files_changed).toBe(1);
});

it('is gone on with by the attempt after the one that could not take it over, which is handed back', async () => {
  const { stand, first, assignNext } = await interruptFirst();
  const { server, repository } = stand;
  const index = join(repository, '.git', 'worktrees', first.run.id, 'index');
  await waitFor(async () => (await readdir(keptOf(stand)).catch((): string[] => [])).length === 1, {
    what: 'the workspace to be kept',
  });
  const whole = await readFile(index);
  await writeFile(index, 'no index');
  const second = await assignNext([]);
  const { detail } = await server.waitFor('release', second.run.id);
  expect(detail).toMatch(/^The workspace of the attempt before could not be taken over: git ls-files/);
  expect(await readdir(keptOf(stand))).toEqual([`${first.run.id}.json`]);
  await writeFile(index, whole);
  const third = await assignNext([{ do: 'recall' }]);
  const { result } = await server.waitFor('complete', third.run.id);
  expect(JSON.stringify(server.transcript(third.run.id))).toContain('1 earlier prompts');
  expect(result).toMatchObject({ branch: third.run.branch, metrics: { files_changed: 1 } });
});

it('is left alone by the next start when it is on no record but that of its run, and kept by the one after', async () => {
  const { stand, first } = await interruptFirst({}, blockKept);
  const { server, settings, runner } = stand;
  const work = join(settings.dataDir, 'worktrees', first.run.id, 'a.txt');
  const restart = async (before: Runner): Promise<Runner> => {
    await before.stop(1);
    const next = new Runner({
      settings,
      version: '0.0.0',
      environment: process.env,
      log: createLog(() => {}),
    });
    server.frames.length = 0;
    await next.start();
    await server.waitFor('claim');
    return next;
  };
  const second = await restart(runner);
  expect(await readFile(work, 'utf8')).toBe('of the first');
  await rm(keptOf(stand));
  const third = await restart(second);
  expect(await readdir(keptOf(stand))).toEqual([`${first.run.id}.json`]);
  expect(await readFile(work, 'utf8')).toBe('of the first');
  await third.stop(1);
});

it('stays when the lease of its run was lost and it could not be written down as kept', async () => {
  const { stand, assignNext } = await interruptFirst();
  const { server, settings } = stand;
  const second = await assignNext([{ do: 'hang' }]);
  await waitFor(() => server.all('state', second.run.id).at(-1)?.session_id, { what: 'the session' });
  await rm(keptOf(stand), { recursive: true });
  await blockKept(stand);
  loseLease(stand, second);
  await untilTold(stand);
  await waitFor(async () => (await readdir(join(settings.dataDir, 'runs', second.run.id))).includes('lost'), {
    what: 'the run to be over',
  });
  await rm(keptOf(stand));
  const third = await assignNext([]);
  const { result } = await server.waitFor('complete', third.run.id);
  expect(result.metrics.files_changed).toBe(1);
});

it('is kept when what the run changed cannot be committed, and the end of the run says where', async () => {
  const stand = await makeStand();
  const { server, repository } = stand;
  const code =
    'fs.writeFileSync("work.txt", "hours of it"); console.log("written"); const look = () => fs.existsSync("go") || setTimeout(look, 5); look()';
  const { run } = stand.assign({ type: 'code_change', commands: [nodeStep('write', code)] });
  await waitFor(() => server.messages(run.id, 'stdout').includes('written'), { what: 'the work' });
  const objects = join(repository, '.git', 'objects');
  await rename(objects, `${objects}.away`);
  const workspace = join(stand.settings.dataDir, 'worktrees', run.id);
  await writeFile(join(workspace, 'go'), '');
  const { result } = await server.waitFor('complete', run.id);
  await rename(`${objects}.away`, objects);
  expect(result).toMatchObject({ status: 'failed', reason: 'workspace_failed' });
  expect(result.summary).toContain(`its workspace is kept on the runner, for a week at most: ${workspace}`);
  await waitFor(
    async () => (await readdir(keptOf(stand)).catch((): string[] => [])).includes(`${run.id}.json`),
    {
      what: 'its workspace to be kept',
    },
  );
  expect(await readFile(join(workspace, 'work.txt'), 'utf8')).toBe('hours of it');
});
