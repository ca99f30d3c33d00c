import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { cycleStates } from '@overmind/contracts/entities/cycle';
import { listCyclePage } from '@overmind/db/queries/work/cycles';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  failure,
  finish,
  type MadeProject,
  makeProject,
  makeRunner,
  makeTask,
  startRuns,
  success,
} from '../test-support/makers.ts';
import { makeRequest, plannedTask } from '../test-support/planned.ts';
import { readRecords } from '../test-support/records.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { runCycles } from './run.ts';

const entered = cycleStates.filter((state) => state !== 'cycle.queued' && state !== 'cycle.failed');
const groups: [string, string[]][] = [
  ['around its cycle', ['before cycle.started', 'between requests', 'between runs', 'after the last cycle']],
  ...entered.map((state): [string, string[]] => [
    `on its way into ${state}`,
    [`within ${state}`, `before the commit of ${state}`, `after ${state}`],
  ]),
];
const seeds = [1, 2, 3];

const wings = ['north', 'east', 'south', 'west'];
const parts = ['hall', 'stair', 'roof'];

let on: TestCore;
let roots = 0;
/** What each seed comes to when nobody dies. */
const expected = new Map<number, Awaited<ReturnType<typeof readRecords>>>();

beforeAll(async () => {
  on = await startTestCore();
  for (const seed of seeds) {
    const made = await makeWork(seed);
    await runCycles(on.core, made.project.id);
    expected.set(seed, await readRecords(on.database.pool, made.project.id));
  }
});
afterAll(() => on.stop());

/** A project with a cycle's worth of everything to do; what exactly depends on the seed. */
async function makeWork(seed: number): Promise<MadeProject> {
  roots += 1;
  const root = `/crash/${roots}`;
  const runner = await makeRunner(on.core, { roots: [root] });
  const settings = { concurrency: 1 + seed };
  const made = await makeProject(on.core, { repoPath: root, agent: { max_attempts: 1 }, settings });
  const first = await makeTask(on.core, made, { title: 'Lay the ground', files: ['ground.ts'] });
  await makeTask(on.core, made, { title: 'Mend the ground', depends_on: [first.id], after: 'failed' });
  const [job] = await startRuns(on.core, made, runner.call);
  if (!job) throw new Error('nothing started');
  await finish(on.core, runner.call, job, seed === 2 ? failure : success);
  const messages = Array.from({ length: 1 + seed }, (_, message) =>
    Array.from({ length: 1 + ((seed + message) % 3) }, (_task, index) =>
      plannedTask(`Build the ${parts[index]} of the ${wings[message]} wing`, {
        ...{ priority: 1 + ((seed * 7 + message * 3 + index) % 5), files: ['ground.ts'] },
        depends_on: index === 0 ? [] : [(seed + index) % index],
        waits_for: message % 2 === 0 ? [first.key] : [],
      }),
    ),
  );
  const ordered = seed === 3 ? messages.toReversed() : messages;
  for (const [index, planned] of ordered.entries())
    await makeRequest(on.core, made, planned, `Message ${index}`);
  await makeRequest(on.core, made, [{ title: 'no plan' }], 'Not to be understood');
  await makeRequest(on.core, made, [plannedTask('Build the hall of the north wing')], 'The same again');
  return made;
}

/** A worker of its own process; made beforehand, since starting takes longer than dying. */
function startWorker() {
  const file = join(import.meta.dirname, '../test-support/crash-worker.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', file, on.url, on.storageRoot], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const ready = once(child, 'message');
  const output = child.stderr === null ? '' : text(child.stderr);
  return {
    /** Has it die when each project's cycle has come to its point. */
    async dieAt(points: [projectId: string, point: string][]): Promise<void> {
      await ready;
      const exit = once(child, 'exit');
      child.send(points);
      const [, signal] = await exit;
      if (signal !== 'SIGKILL') throw new Error(`The worker did not die as it should: ${await output}`);
    },
    [Symbol.dispose]: () => void child.kill('SIGKILL'),
  };
}

/** As the next worker does that takes up the job of the dead one. */
async function goOn(projectId: string): Promise<void> {
  const isOver = async () => {
    await runCycles(on.core, projectId);
    const [latest] = (await listCyclePage(on.core.db, projectId, { limit: 1 })).items;
    return latest?.state === 'cycle.completed';
  };
  await waitFor(isOver, { what: 'the cycle to go on' });
}

it.each(groups)('a worker killed %s loses nothing and does nothing twice', async (_where, points) => {
  using worker = startWorker();
  const all = points.flatMap((point) => seeds.map((seed) => ({ point, seed })));
  const made: ((typeof all)[number] & { projectId: string })[] = [];
  // One after the other: a run that ends would give each cycle that is on its way another one to follow it.
  for (const each of all) made.push({ ...each, projectId: (await makeWork(each.seed)).project.id });
  await worker.dieAt(made.map(({ projectId, point }) => [projectId, point]));
  for (const { seed, projectId, point } of made) {
    await goOn(projectId);
    const records = { point, ...(await readRecords(on.database.pool, projectId)) };
    expect(records).toEqual({ point, ...expected.get(seed) });
  }
});
