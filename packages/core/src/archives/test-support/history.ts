import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { waitFor } from '@overmind/testing/wait-for';
import { postMessage } from '../../conversations/talk.ts';
import type { Core } from '../../core.ts';
import { getSnapshot } from '../../projects/read.ts';
import { uploadArtifact } from '../../runs/artifacts.ts';
import { LogWriter } from '../../runs/log-writer.ts';
import { approveTask } from '../../tasks/review.ts';
import {
  finish,
  type MadeProject,
  makeProject,
  makeRunner,
  makeTask,
  startRuns,
} from '../../test-support/makers.ts';
import type { TestCore } from '../../test-support/start-test-core.ts';

const report = '# All green\n';

/** Work in every state: done with a log and a file, in review, live, waiting, and talk about it. */
export async function makeHistory(core: Core): Promise<MadeProject> {
  const made = await makeProject(core);
  const runner = await makeRunner(core);
  const first = await makeTask(core, made);
  const [job] = await startRuns(core, made, runner.call);
  if (!job) throw new Error('nothing was claimed');
  const logs = new LogWriter(core);
  const line = { runId: job.run.id, runnerId: runner.runner.id, leaseToken: job.lease_token };
  await logs.append({
    ...line,
    firstSeq: 1,
    lines: [
      ['stdout', 1, 'one'],
      ['stderr', 2, 'two\0'],
    ],
  });
  await logs.append({ ...line, firstSeq: 3, lines: [['stdout', 3, 'three']] });
  await logs.stop();
  await uploadArtifact(core, runner.call, {
    ...{ runId: job.run.id, leaseToken: job.lease_token, kind: 'report', name: 'report.md' },
    ...{ sha256: createHash('sha256').update(report).digest('hex'), content: Readable.from([report]) },
  });
  await finish(core, runner.call, job);
  await approveTask(core, made.owner, first.id, {});
  await makeTask(core, made, { depends_on: [first.id] });
  await startRuns(core, made, runner.call);
  const waiting = await makeTask(core, made, { priority: 5 });
  await makeTask(core, made, { depends_on: [waiting.id], after: 'ended', files: ['src/a.ts'] });
  const { conversation } = await getSnapshot(core, made.owner, made.project.id);
  await postMessage(core, made.owner, conversation.id, 'How is it going?');
  return made;
}

/** Names of the files that lie under a folder of the storage. */
export const filesUnder = async ({ storageRoot }: TestCore, folder: string): Promise<string[]> =>
  (await readdir(join(storageRoot, folder), { recursive: true, withFileTypes: true }).catch(() => []))
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);

/** Waits for what an export laid on disk to go; it goes once all was read. */
export async function workFilesGone(on: TestCore): Promise<void> {
  await waitFor(async () => (await filesUnder(on, 'tmp')).length === 0, { what: 'the work files to go' });
}
