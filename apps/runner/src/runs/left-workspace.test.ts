import { mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { waitFor } from '@overmind/testing/wait-for';
import { expect, it } from 'vitest';
import { createLog } from '../log.ts';
import { Runner } from '../runner.ts';
import { interruptFirst, loseLease } from '../test-support/interrupted.ts';
import { type JobParts, nodeStep } from '../test-support/job.ts';
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
  const head = join(repository, '.git', 'worktrees', first.run.id, 'HEAD');
  await untilKept(stand, first.run.id);
  const whole = await readFile(head);
  await writeFile(head, 'nowhere');
  const second = await assignNext([]);
  const { detail } = await server.waitFor('release', second.run.id);
  expect(detail).toMatch(/^The workspace of the attempt before could not be taken over: git rev-parse/);
  expect(await readdir(keptOf(stand))).toEqual([`${first.run.id}.json`]);
  await writeFile(head, whole);
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

const untilKept = (stand: Stand, runId: string): Promise<unknown> =>
  waitFor(async () => (await readdir(keptOf(stand)).catch((): string[] => [])).includes(`${runId}.json`), {
    what: 'its workspace to be kept',
  });

/** Writes what the run is about, and ends when it may. */
const writeAndWait = nodeStep(
  'write',
  'fs.writeFileSync("work.txt", "hours of it"); console.log("written"); const look = () => fs.existsSync("go") || setTimeout(look, 5); look()',
);

/** A run that has written, whose objects of git are then out of the way until it is over. */
async function failToCommit(stand: Stand, parts: Partial<JobParts>, objectsOf: (runId: string) => string) {
  const { server, settings } = stand;
  const { run } = stand.assign({ type: 'code_change', commands: [writeAndWait], ...parts });
  await waitFor(() => server.messages(run.id, 'stdout').includes('written'), { what: 'the work' });
  const objects = objectsOf(run.id);
  await rename(objects, `${objects}.away`);
  const workspace = join(settings.dataDir, 'worktrees', run.id);
  await writeFile(join(workspace, 'go'), '');
  const { result } = await server.waitFor('complete', run.id);
  expect(result).toMatchObject({ status: 'failed', reason: 'workspace_failed' });
  expect(result.summary).toContain(`its workspace is kept on the runner, for a week at most: ${workspace}`);
  await untilKept(stand, run.id);
  expect(await readFile(join(workspace, 'work.txt'), 'utf8')).toBe('hours of it');
  return { run, objects };
}

it('is kept when what the run changed cannot be committed, and the end of the run says where', async () => {
  const stand = await makeStand();
  const { objects } = await failToCommit(stand, {}, () => join(stand.repository, '.git', 'objects'));
  await rename(`${objects}.away`, objects);
});

it('is kept with all that its changes are measured by when it is the copy of a folder without git', async () => {
  const stand = await makeStand();
  const { server, settings } = stand;
  const repoPath = join(stand.folder, 'work', 'plain');
  await mkdir(repoPath);
  await writeFile(join(repoPath, 'readme.md'), 'A shop.\n');
  const objectsOf = (runId: string) => join(settings.dataDir, 'runs', runId, 'shadow.git', 'objects');
  const { run } = await failToCommit(stand, { repoPath }, objectsOf);
  const runs = join(settings.dataDir, 'runs');
  await waitFor(async () => !(await readdir(runs)).includes(run.id), { what: 'the record of the run to go' });
  const kept = join(keptOf(stand), `${run.id}.git`);
  await rename(join(kept, 'objects.away'), join(kept, 'objects'));
  const resume = { run_id: run.id, session_id: 's' };
  const next = stand.assign({ type: 'code_change', repoPath, resume, commands: [nodeStep('look', '')] });
  const { result } = await server.waitFor('complete', next.run.id);
  expect(result).toMatchObject({ status: 'completed', metrics: { files_changed: 2 } });
  const patch = server.artifacts.find(({ kind }) => kind === 'patch')?.bytes.toString();
  expect(patch).toContain('+hours of it');
  await waitFor(async () => (await readdir(keptOf(stand))).length === 0, {
    what: 'nothing to be kept any more',
  });
});
