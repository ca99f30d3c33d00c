import { randomUUID } from 'node:crypto';
import { readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunnerFrame } from '@overmind/contracts/frames/runner';
import { waitFor } from '@overmind/testing/wait-for';
import { expect, onTestFinished, test } from 'vitest';
import { defaultLimits } from '../limits.ts';
import { hideTracked } from '../sandbox/secrets/hide-tracked.ts';
import { makeKeptRun, secret } from '../test-support/kept-run.ts';
import { runGit } from '../test-support/repository.ts';
import { stateOfWorkspace } from '../workspace/disk/find.ts';
import { findWorkspace } from '../workspace/worktree.ts';
import { TerminalDesk } from './desk.ts';

/** A run of an agent that was handed back, and a desk at which terminals into what it left can be opened. */
async function makeScene() {
  const scene = await makeKeptRun();
  const frames: RunnerFrame[] = [];
  const desk = new TerminalDesk({
    ...{ folder: join(scene.folder, 'data/terminals'), limits: defaultLimits, log: () => {} },
    ...{ places: scene.places, kept: scene.kept, upload: async () => true },
    send: (frame) => frames.push(frame) > 0,
  });
  onTestFinished(() => desk.stop());
  return { ...scene, desk, frames };
}

type Scene = Awaited<ReturnType<typeof makeScene>>;

async function openIn({ desk, frames }: Scene, runId: string): Promise<string> {
  const id = randomUUID();
  desk.receive({ type: 'terminal.open', terminal_id: id, run_id: runId, cols: 100, rows: 30 });
  const isAnswered = () => frames.some((frame) => 'terminal_id' in frame && frame.terminal_id === id);
  await waitFor(isAnswered, { what: 'an answer' });
  return id;
}
const type = ({ desk }: Scene, id: string, text: string) =>
  desk.receive({ type: 'terminal.data', terminal_id: id, data: Buffer.from(text).toString('base64') });
const endOf = ({ frames }: Scene, id: string) =>
  frames.find((frame) => frame.type === 'terminal.closed' && frame.terminal_id === id);
const shownBy = ({ frames }: Scene): string =>
  frames
    .map((frame) => (frame.type === 'terminal.data' ? Buffer.from(frame.data, 'base64').toString() : ''))
    .join('');

test('a terminal into a kept workspace is shut in as the run was, and leaves it as it found it', async () => {
  const scene = await makeScene();
  const { room, job } = scene;
  const path = join(room.worktreesDir, job.run.id);
  expect(await stateOfWorkspace({ ...scene, workspaces: room }, job.run.id)).toBe('kept');
  const id = await openIn(scene, job.run.id);
  const outside = join(job.repo_path, '../other.txt');
  type(
    scene,
    id,
    `pwd; cat readme.md .env ${outside}; echo "[$API_KEY$OVERMIND_TASK_KEY]"; echo new > a; exit\n`,
  );
  await waitFor(() => endOf(scene, id) !== undefined, { what: 'the end' });
  expect(endOf(scene, id)).toMatchObject({ exit_code: 0, detail: 'The shell ended.' });
  expect(shownBy(scene)).toContain(path);
  expect(shownBy(scene)).toContain(`[${job.task.key}]`);
  expect(shownBy(scene)).not.toMatch(/open-sesame|not of this run|not-for-people/);
  expect(await readFile(join(path, '.env'), 'utf8')).toBe(secret);
  expect(await readFile(join(path, 'a'), 'utf8')).toBe('new\n');
  expect(await readdir(room.runsDir)).toEqual([job.run.id]);
});

test('those who look into a workspace share it, and leave before a run goes on there', async () => {
  const scene = await makeScene();
  const { room, job } = scene;
  const ids = [await openIn(scene, job.run.id), await openIn(scene, job.run.id)];
  for (const id of ids) type(scene, id, 'cat readme.md\n');
  await waitFor(() => shownBy(scene).split('x\r\n').length > 2, {
    what: 'both to answer',
  });
  const { workspace: adopted, folder } = await scene.goOn();
  for (const id of ids)
    expect(endOf(scene, id)).toMatchObject({ detail: 'The workspace is not kept any more.' });
  expect(adopted).toEqual(await findWorkspace(folder));
  expect(await readFile(join(adopted?.path ?? '', '.env'), 'utf8')).toBe(secret);
  const late = await openIn(scene, job.run.id);
  expect(endOf(scene, late)).toMatchObject({ detail: expect.stringContaining('not there any more') });
  expect(await stateOfWorkspace({ ...scene, workspaces: room }, job.run.id)).toBe('gone');
});

test('a run goes on only when whoever came back into the workspace has left it', async () => {
  const { kept, places, job, room, goOn } = await makeKeptRun();
  const first = await kept.hold(job.run.id);
  const leaving = first?.[Symbol.asyncDispose]();
  const again = kept.hold(job.run.id);
  let isIn = true;
  const leave = async () => {
    const place = await again;
    await place?.[Symbol.asyncDispose]();
    isIn = false;
  };
  let left = Promise.resolve();
  places.onLeave = async () => {
    left = leave();
  };
  const { workspace } = await goOn();
  expect(isIn).toBe(false);
  expect(workspace?.path).toBe(join(room.worktreesDir, job.run.id));
  await Promise.all([leaving, left]);
});

test.each([
  ['cut off', async (index: string) => truncate(index, Math.floor((await stat(index)).size / 2))],
  ['gone', (index: string) => rm(index)],
])('people can look into a workspace whose index is %s, and see no secrets there', async (_how, tear) => {
  const run = await makeKeptRun(async (workspace) => {
    // A runner that is killed does not put it back.
    await hideTracked(workspace, []);
    await writeFile(join(workspace.path, 'work.txt'), 'hours of it');
    await tear(join(workspace.git_dir, 'index'));
    await writeFile(join(workspace.git_dir, 'index.lock'), '');
  });
  const textOf = (name: string) => readFile(join(run.path, name), 'utf8');
  const held = await run.kept.hold(run.job.run.id);
  expect(held?.place.workspace).toBe(run.path);
  expect(await textOf('.env')).toBe('');
  expect(await textOf('work.txt')).toBe('hours of it');
  await held?.[Symbol.asyncDispose]();
  expect(await textOf('.env')).toBe(secret);
  expect(await runGit(run.path, 'status', '--porcelain')).toBe('?? work.txt');
});

test('a workspace that is removed takes its terminals with it', async () => {
  const scene = await makeScene();
  const { room, job } = scene;
  const id = await openIn(scene, job.run.id);
  await room.kept.removeOldest();
  expect(endOf(scene, id)).toMatchObject({ detail: 'The workspace is not kept any more.' });
  expect(await readdir(room.worktreesDir)).toEqual([]);
});
