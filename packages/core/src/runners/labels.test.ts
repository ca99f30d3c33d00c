import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { systemCall } from '../call.ts';
import { runCycles } from '../cycles/run.ts';
import { claimRuns } from '../runs/claim.ts';
import { getTask } from '../tasks/read.ts';
import { type MadeProject, makeProject, makeRunner, makeTask } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { noteOffer } from './presence.ts';
import { listRunners, updateRunner } from './register.ts';

let on: TestCore;
let root: string;
let made: MadeProject;
let roots = 0;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());
beforeEach(async () => {
  roots += 1;
  root = `/labelled/${roots}`;
  made = await makeProject(on.core, { repoPath: `${root}/shop`, agent: { labels: ['gpu', 'eu'] } });
});

const labelsOf = async (id: string) => {
  const runner = (await listRunners(on.core, systemCall)).find((each) => each.id === id);
  return { all: runner?.labels, given: runner?.given_labels };
};
const queue = async () => {
  const task = await makeTask(on.core, made);
  await runCycles(on.core, made.project.id);
  return task;
};
const give = (id: string, labels: string[]) => updateRunner(on.core, systemCall, id, { labels });
const claimedBy = async ({ call }: Awaited<ReturnType<typeof makeRunner>>) =>
  (await claimRuns(on.core, call, 5)).map(({ task }) => task.id);

it('has a runner carry what it was given and what it says of itself, whichever was last', async () => {
  const { id } = (await makeRunner(on.core, { roots: [root] })).runner;
  await give(id, ['gpu', 'eu']);
  await noteOffer(on.core, id, { labels: ['linux', 'eu'] });
  expect(await labelsOf(id)).toEqual({ all: ['gpu', 'eu', 'linux'], given: ['gpu', 'eu'] });
  await give(id, ['slow']);
  await noteOffer(on.core, id, { capacity: 2 });
  expect(await labelsOf(id)).toEqual({ all: ['slow', 'linux', 'eu'], given: ['slow'] });
  await noteOffer(on.core, id, { labels: [] });
  expect(await labelsOf(id)).toEqual({ all: ['slow'], given: ['slow'] });
});

it('gives a run only to a runner that carries all of its labels, given or its own', async () => {
  const able = await makeRunner(on.core, { roots: [root] });
  await give(able.runner.id, ['gpu']);
  await noteOffer(on.core, able.runner.id, { labels: ['eu', 'linux'] });
  const half = await makeRunner(on.core, { roots: [root] });
  await give(half.runner.id, ['gpu']);
  const task = await queue();
  expect(await claimedBy(half)).toEqual([]);
  expect(await claimedBy(able)).toEqual([task.id]);
});

it('says on the card that no connected runner carries the labels, until one does', async () => {
  const runner = await makeRunner(on.core, { roots: [root] });
  const task = await queue();
  expect(await getTask(on.core, task.id)).toMatchObject({
    status_reason: 'no connected runner carries the labels gpu, eu',
  });
  await give(runner.runner.id, ['gpu', 'eu']);
  await runCycles(on.core, made.project.id);
  expect(await claimedBy(runner)).toEqual([task.id]);
});
