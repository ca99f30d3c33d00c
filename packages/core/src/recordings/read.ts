import type { Page } from '@overmind/contracts/entities/primitives';
import type { RecordingDetail, RecordingItem } from '@overmind/contracts/entities/recording';
import { notFound } from '@overmind/contracts/errors';
import type { Db } from '@overmind/db/database';
import { listMessagesOfRecording, listTasksOfRecording } from '@overmind/db/queries/voice/recording-links';
import {
  findRecordingRow,
  listRecordingPage,
  mostExcerptChars,
  type RecordingFilter,
  type RecordingRow,
  toRecording,
} from '@overmind/db/queries/voice/recordings';
import { cutAfterWord } from '@overmind/domain/text/cut-after-word';
import type { Core } from '../core.ts';
import { extensionOf } from './mime.ts';

export async function listRecordings(
  core: Core,
  projectId: string,
  filter: RecordingFilter,
): Promise<Page<RecordingItem>> {
  const page = await listRecordingPage(core.db, projectId, filter);
  const items = page.items.map((each) => ({
    ...each,
    excerpt: cutAfterWord(each.excerpt, mostExcerptChars),
  }));
  return { ...page, items };
}

export async function detailOf(db: Db, row: RecordingRow): Promise<RecordingDetail> {
  return {
    ...toRecording(row),
    ...{ sha256: row.sha256, peaks: row.peaks },
    ...{ transcript_text: row.transcript_text, transcript: row.transcript_json },
    tasks: await listTasksOfRecording(db, row.id),
    messages: await listMessagesOfRecording(db, row.id),
  };
}

export async function getRecording(core: Core, id: string): Promise<RecordingDetail> {
  const row = await findRecordingRow(core.db, id);
  if (!row) throw notFound('recording');
  return detailOf(core.db, row);
}

/** The file as it can be sent. */
export async function getRecordingAudio(core: Core, id: string) {
  const row = await findRecordingRow(core.db, id);
  if (!row) throw notFound('recording');
  const { mime_type, size_bytes, sha256, storage_path: storagePath } = row;
  const fileName = `recording-${id}.${extensionOf(mime_type)}`;
  return { artifact: { mime_type, size_bytes, sha256 }, storagePath, fileName };
}
