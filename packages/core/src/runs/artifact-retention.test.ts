import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { RunJob } from '@overmind/contracts/entities/run';
import { listTaskEventPage } from '@overmind/db/queries/work/task-events';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { approveTask, rejectTask } from '../tasks/review.ts';
import {
  failure,
  finish,
  type MadeProject,
  makeProject,
  makeRunner,
  makeTask,
  startRuns,
} from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { dropOldArtifacts } from './artifact-retention.ts';
import { uploadArtifact } from './artifacts.ts';
import { getArtifact, listArtifacts } from './read.ts';

let on: TestCore;
let made: MadeProject;
let runner: Awaited<ReturnType<typeof makeRunner>>;
beforeAll(async () => {
  on = await startTestCore();
  made = await makeProject(on.core, { settings: { artifact_keep_days: 30 } });
  runner = await makeRunner(on.core);
});
afterAll(() => on.stop());

/** Of a run that is long over, come here with an archive for so many days. */
async function startWithFile(ageDays: number): Promise<{ job: RunJob; path: string }> {
  await makeTask(on.core, made);
  const [job] = await startRuns(on.core, made, runner.call, 1);
  if (!job) throw new Error('nothing was claimed');
  const { id } = await uploadArtifact(on.core, runner.call, {
    ...{ runId: job.run.id, leaseToken: job.lease_token, kind: 'report', name: 'report.md' },
    ...{ sha256: createHash('sha256').update('x').digest('hex'), content: Readable.from(['x']) },
  });
  await on.database.pool.query(
    `update artifacts set here_since = now() - $1 * interval '1 day', created_at = now() - interval '400 days'
      where id = $2`,
    [ageDays, id],
  );
  return { job, path: (await getArtifact(on.core, id)).storagePath };
}

const isThere = (path: string) =>
  on.core.storage.readText(path, 10).then(
    () => true,
    () => false,
  );

const left = async ({ job, path }: Awaited<ReturnType<typeof startWithFile>>) => [
  ...[(await listArtifacts(on.core, job.run.id)).length, await isThere(path)],
];

it('drops files past their time, and keeps those of approved work, of live runs and younger ones', async () => {
  const [old, young, approved, live] = [
    await startWithFile(31),
    await startWithFile(29),
    await startWithFile(400),
    await startWithFile(400),
  ];
  await finish(on.core, runner.call, old.job, failure);
  await finish(on.core, runner.call, young.job, failure);
  await finish(on.core, runner.call, approved.job);
  await approveTask(on.core, made.owner, approved.job.task.id, {});
  await dropOldArtifacts(on.core);
  expect(await left(old)).toEqual([0, false]);
  for (const kept of [young, approved, live]) expect(await left(kept)).toEqual([1, true]);
  const { items } = await listTaskEventPage(on.core.db, old.job.task.id, { limit: 100 });
  expect(items.at(-1)).toMatchObject({
    ...{ event_type: 'artifact', payload: { run_id: old.job.run.id, removed: [{ name: 'report.md' }] } },
  });
  await dropOldArtifacts(on.core);
  expect((await listTaskEventPage(on.core.db, old.job.task.id, { limit: 100 })).items).toHaveLength(
    items.length,
  );
});

it('keeps those of work that waits for a review, however long, until it is turned down', async () => {
  const reviewed = await startWithFile(400);
  await finish(on.core, runner.call, reviewed.job);
  await dropOldArtifacts(on.core);
  expect(await left(reviewed)).toEqual([1, true]);
  await rejectTask(on.core, made.owner, reviewed.job.task.id, 'Not so.');
  await dropOldArtifacts(on.core);
  expect(await left(reviewed)).toEqual([0, false]);
});
