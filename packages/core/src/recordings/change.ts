import { dirname } from 'node:path';
import type { Recording, RecordingDetail } from '@overmind/contracts/entities/recording';
import { roles } from '@overmind/contracts/entities/user';
import { AppError, notFound } from '@overmind/contracts/errors';
import { findAccess } from '@overmind/db/queries/projects/members';
import { deleteSegments } from '@overmind/db/queries/voice/hearing';
import { countTasksOf, replaceRecordingTasks } from '@overmind/db/queries/voice/recording-links';
import {
  deleteRecordingRow,
  findRecordingRow,
  lockRecording,
  type RecordingRow,
  toRecording,
  updateRecordingRow,
} from '@overmind/db/queries/voice/recordings';
import type { ChangeOf } from '@overmind/db/schema';
import { languageFor } from '@overmind/speech/hearing/ears';
import { type Call, userIdOf } from '../call.ts';
import type { Core } from '../core.ts';
import { removeFiles } from '../files/remove.ts';
import { fromSpeech } from '../voice/speech-fault.ts';
import { speechFor } from '../voice/speech-for.ts';
import { holdBackWork } from '../work-alone.ts';
import { type Write, write } from '../write.ts';
import { told } from './event.ts';
import { hearingOf, queueHearing } from './queue.ts';
import { detailOf } from './read.ts';

async function getLocked(w: Write, id: string): Promise<RecordingRow> {
  const row = await lockRecording(w.tx, id);
  if (!row) throw notFound('recording');
  return row;
}

/** Changes the recording and tells of it. */
export async function changeRecording(
  w: Write,
  id: string,
  change: ChangeOf<'recordings'>,
): Promise<RecordingRow> {
  const row = await updateRecordingRow(w.tx, id, change);
  if (!row) throw notFound('recording');
  w.emit(row.project_id, 'recording.updated', id, told(row));
  return row;
}

export const renameRecording = (core: Core, call: Call, id: string, title: string): Promise<Recording> =>
  write(core, call, async (w) => toRecording(await changeRecording(w, id, { title })));

/** Says which tasks it belongs to, all of them at once. */
export const putRecordingTasks = (
  core: Core,
  call: Call,
  id: string,
  taskIds: readonly string[],
): Promise<RecordingDetail> =>
  write(core, call, async (w) => {
    const row = await getLocked(w, id);
    const ids = [...new Set(taskIds)];
    if ((await countTasksOf(w.tx, row.project_id, ids)) !== ids.length) throw notFound('task');
    await replaceRecordingTasks(w.tx, id, ids);
    const detail = await detailOf(w.tx, row);
    w.emit(row.project_id, 'recording.updated', id, { tasks: detail.tasks });
    return detail;
  });

/** Has it heard anew, also where it waits for its service; what was heard before stays its transcript until then. */
export const transcribeAgain = async (
  core: Core,
  call: Call,
  id: string,
  language: string | null,
): Promise<Recording> => {
  if (language !== null) await requireHeard(core, id, language);
  return write(core, call, async (w) => {
    const row = await getLocked(w, id);
    const isOpen = row.status === 'stored' || row.status === 'transcribing';
    if (isOpen && !(await isWaiting(w, row)))
      throw new AppError('conflict', 'This recording is being heard already.');
    await deleteSegments(w.tx, id);
    const again = { status: 'stored', error: null, transcribed_ms: 0, failures: 0 } as const;
    const anew = { ...again, not_before: new Date(), wanted_language: language };
    const changed = await changeRecording(w, id, anew);
    await queueHearing(w, changed, { isAsked: true });
    return toRecording(changed);
  });
};

/** Throws where what hears says that it does not know the language: it would only fail later, beside a good transcript. */
async function requireHeard(core: Core, id: string, language: string): Promise<void> {
  const row = await findRecordingRow(core.db, id);
  if (!row) throw notFound('recording');
  try {
    const { recognition, languages } = await (await speechFor(core, row.project_id, 'recognition')).health();
    if (recognition.state === 'ready' && languages !== null) languageFor({ languages }, language);
  } catch (error) {
    throw fromSpeech(error);
  }
}

/** One that a service did not take waits with the reason; nobody takes it up again before this change is done. */
const isWaiting = async (w: Write, { id, error }: RecordingRow): Promise<boolean> =>
  error !== null && (await holdBackWork(w.tx, hearingOf(id)));

async function requireOwnOrMaintainer(w: Write, row: RecordingRow): Promise<void> {
  const userId = userIdOf(w.call);
  if (userId !== null && row.created_by_user_id === userId) return;
  const access = userId === null ? null : await findAccess(w.tx, userId, 'recording', row.id);
  if (access !== null && roles.indexOf(access.role) >= roles.indexOf('maintainer')) return;
  throw new AppError('forbidden', 'Only whoever recorded this, or a maintainer, can delete it.');
}

/** File and text go for good; the audit says that there was one. What was said of it in conversations stays. */
export async function removeRecording(
  core: Core,
  w: Write,
  row: Pick<RecordingRow, 'id' | 'project_id' | 'storage_path'>,
) {
  await deleteRecordingRow(w.tx, row.id);
  // Each lies in a folder of its own.
  await removeFiles(core, w, dirname(row.storage_path));
  w.emit(row.project_id, 'recording.updated', row.id, { removed: true });
}

/** The same before its time, which the audit tells. */
export async function discardRecording(core: Core, w: Write, row: RecordingRow): Promise<void> {
  await removeRecording(core, w, row);
  const { id, project_id, source, duration_ms, size_bytes, sha256 } = row;
  w.audit('recording.deleted', id, project_id, { source, duration_ms, size_bytes, sha256 });
}

export const deleteRecording = (core: Core, call: Call, id: string): Promise<void> =>
  write(core, call, async (w) => {
    const row = await getLocked(w, id);
    await requireOwnOrMaintainer(w, row);
    await discardRecording(core, w, row);
  });
