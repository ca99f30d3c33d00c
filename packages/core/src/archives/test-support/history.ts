import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { newId } from '@overmind/db/database';
import { waitFor } from '@overmind/testing/wait-for';
import { postMessage } from '../../conversations/talk.ts';
import type { Core } from '../../core.ts';
import { cancelMerge } from '../../merges/cancel.ts';
import { requestMerge } from '../../merges/request.ts';
import { getSnapshot } from '../../projects/read.ts';
import { addComment } from '../../reviews/comments.ts';
import { uploadArtifact } from '../../runs/artifacts.ts';
import { sendInput } from '../../runs/inputs/send.ts';
import { LogWriter } from '../../runs/log-writer.ts';
import { decidePermission } from '../../runs/permissions/decide.ts';
import { requestPermission } from '../../runs/permissions/request.ts';
import { TranscriptWriter } from '../../runs/transcript-writer.ts';
import { approveSpecPhase, putSpecPhase, setSpecArchived } from '../../specs/change.ts';
import { createSpec } from '../../specs/create.ts';
import { approveTask } from '../../tasks/review.ts';
import {
  finish,
  type MadeProject,
  makeAgent,
  makeProject,
  makeRunner,
  makeTask,
  startRuns,
} from '../../test-support/makers.ts';
import type { TestCore } from '../../test-support/start-test-core.ts';

const report = '# All green\n';

/** A live coding agent that has said something, was allowed one thing, asks for another, and is spoken to. */
async function talkWithAgent(core: Core, made: MadeProject): Promise<void> {
  await makeAgent(core, made.owner, made.project.id, 'coder', {
    ...{ executor: 'acp', acp: { preset: 'echo' }, handles: [], commands: [], checks: [] },
  });
  const runner = await makeRunner(core);
  const task = await makeTask(core, made, { agent: 'coder' });
  const jobs = await startRuns(core, made, runner.call);
  const job = jobs.find((each) => each.task.id === task.id);
  if (!job) throw new Error('nothing was claimed');
  const lease = { runId: job.run.id, leaseToken: job.lease_token };
  const transcripts = new TranscriptWriter(core);
  const entry = {
    kind: 'message',
    id: 'm',
    at: new Date(0).toISOString(),
    role: 'agent',
    author: null,
    text: 'A zebra.',
  } as const;
  await transcripts.append({
    ...{ ...lease, runnerId: runner.runner.id, firstSeq: 1, items: [{ op: 'put', entry }] },
  });
  const asks = [newId(), newId()].map((id, index) => ({
    ...{ id, tool_call_id: null, title: `Run ${index}`, detail: '' },
    options: [{ id: 'a', name: 'Allow', kind: 'allow_once' as const }],
    expires_at: new Date(Date.now() + 60_000).toISOString(),
  }));
  for (const ask of asks) await requestPermission(core, runner.call, { ...lease, ask });
  const first = { runId: job.run.id, requestId: asks[0]?.id ?? '' };
  await decidePermission(core, made.owner, first, { decision: 'allow' });
  await sendInput(core, made.owner, job.run.id, 'Use pnpm.');
}

/** A spec whose first phase was written twice and approved, and one that was put away. */
async function writeSpec(core: Core, { owner, project }: MadeProject): Promise<void> {
  const { id } = await createSpec(core, owner, project.id, { goal: 'Sell by invoice' });
  const phase = { id, phase: 'explore' as const };
  for (const output_markdown of ['# One', '# Two'])
    await putSpecPhase(core, owner, phase, { output_markdown });
  await approveSpecPhase(core, owner, phase);
  const { id: away } = await createSpec(core, owner, project.id, { goal: 'Sell by sea' });
  await setSpecArchived(core, owner, away, true);
}

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
  const remark = { path: 'src/a.ts', side: 'new', line: 3, line_text: 'x', body: 'Why?' } as const;
  await addComment(core, made.owner, job.run.id, remark);
  await approveTask(core, made.owner, first.id, {});
  const merge = await requestMerge(core, made.owner, first.id, {});
  await cancelMerge(core, made.owner, merge.id);
  await makeTask(core, made, { depends_on: [first.id] });
  await startRuns(core, made, runner.call);
  await talkWithAgent(core, made);
  const waiting = await makeTask(core, made, { priority: 5 });
  await makeTask(core, made, { depends_on: [waiting.id], after: 'ended', files: ['src/a.ts'] });
  const { conversation } = await getSnapshot(core, made.owner, made.project.id);
  await postMessage(core, made.owner, conversation.id, 'How is it going?');
  await writeSpec(core, made);
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
