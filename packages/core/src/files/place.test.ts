import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Artifact, RunJob } from '@overmind/contracts/entities/run';
import { newId } from '@overmind/db/database';
import { insertTerminal } from '@overmind/db/queries/execution/terminals';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { filesUnder } from '../archives/test-support/history.ts';
import type { Core } from '../core.ts';
import { uploadArtifact } from '../runs/artifacts.ts';
import { listArtifacts } from '../runs/read.ts';
import { storeRecording } from '../terminals/record.ts';
import { makeProject, makeRunner, makeTask, startRuns } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { withStorage } from '../test-support/with-storage.ts';
import { removeForsakenFiles } from './remove.ts';

let on: TestCore;
let made: Awaited<ReturnType<typeof makeProject>>;
let runner: Awaited<ReturnType<typeof makeRunner>>;
let job: RunJob;
let terminalId: string;
beforeAll(async () => {
  on = await startTestCore();
  runner = await makeRunner(on.core);
});
afterAll(() => on.stop());
beforeEach(async () => {
  await on.database.pool.query('delete from file_removals');
  made = await makeProject(on.core);
  await makeTask(on.core, made);
  const [started] = await startRuns(on.core, made, runner.call, 1);
  if (started === undefined) throw new Error('nothing was claimed');
  job = started;
  const terminal = { id: newId(), project_id: made.project.id, run_id: job.run.id };
  const opened = { ...terminal, user_id: made.owner.userId, session_id: null, token_id: null };
  terminalId = (await on.core.db.transaction().execute((tx) => insertTerminal(tx, opened))).id;
});

const sha256 = createHash('sha256').update('x').digest('hex');
type Store = (core: Core, content?: string) => Promise<Artifact>;
const sendArtifact: Store = (core, content = 'x') =>
  uploadArtifact(core, runner.call, {
    ...{ runId: job.run.id, leaseToken: job.lease_token, kind: 'report', name: 'report.md' },
    ...{ sha256, content: Readable.from([content]) },
  });
const sendRecording: Store = (core, content = 'x') =>
  storeRecording(core, runner.call, { terminalId, sha256, content: Readable.from([content]) });

const files = () => filesUnder(on, `projects/${made.project.id}/artifacts`);
const notes = async () => (await on.database.pool.query('select 1 from file_removals')).rows.length;
async function passGrace(): Promise<void> {
  await on.database.pool.query('update file_removals set remove_at = now()');
  await removeForsakenFiles(on.core);
}

/** As when the process is killed once the file is whole: neither its row comes nor is anything tidied up. */
const killedAfterStoring = (core: Core): Core =>
  withStorage(core, {
    put: async (...asked) => {
      await core.storage.put(...asked);
      throw new Error('killed');
    },
    remove: () => Promise.reject(new Error('killed')),
  });

describe.each<[string, Store]>([
  ['a file of a run', sendArtifact],
  ['what was seen on a terminal', sendRecording],
])('%s', (_what, send) => {
  it('goes though the server was killed before its row came', async () => {
    await expect(send(killedAfterStoring(on.core))).rejects.toThrow('killed');
    expect(await files()).toHaveLength(1);
    await removeForsakenFiles(on.core);
    expect(await files()).toHaveLength(1);
    await passGrace();
    expect(await files()).toEqual([]);
    expect(await listArtifacts(on.core, job.run.id)).toEqual([]);
  });

  it('stays once its row is there, and nothing says any more that it is to go', async () => {
    const { id } = await send(on.core);
    expect(await notes()).toBe(0);
    await passGrace();
    expect((await files()).map((path) => path.endsWith(id))).toEqual([true]);
  });

  it('is kept once, however often it is sent at the same time', async () => {
    const sent = await Promise.all([send(on.core), send(on.core), send(on.core)]);
    expect(new Set(sent.map(({ id }) => id)).size).toBe(1);
    expect([(await files()).length, await notes()]).toEqual([1, 0]);
  });

  it('leaves nothing where it arrives damaged', async () => {
    await expect(send(on.core, 'y')).rejects.toMatchObject({ code: 'invalid' });
    expect([await files(), await notes()]).toEqual([[], 0]);
  });
});
