import type { Readable } from 'node:stream';
import type { Recording } from '@overmind/contracts/entities/recording';
import { AppError } from '@overmind/contracts/errors';
import { newId, toJson } from '@overmind/db/database';
import { insertRecording, toRecording } from '@overmind/db/queries/voice/recordings';
import { timeLimit } from '@overmind/outbound/time-limit';
import { probeAudio } from '@overmind/speech/decoding/decode';
import { type Call, forContent, userIdOf } from '../call.ts';
import { getConversation } from '../conversations/talk.ts';
import type { Core } from '../core.ts';
import { placeFiles, uploadGraceMs } from '../files/place.ts';
import { fromSpeech } from '../voice/speech-fault.ts';
import { write } from '../write.ts';
import { told } from './event.ts';
import { mimeTypeOf } from './mime.ts';
import { queueHearing } from './queue.ts';

const probeMs = 30_000;
const cut = new Set(['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'ABORT_ERR']);

export interface Upload {
  content: Readable;
  title: string;
  /** What is spoken in it, where that is known. */
  language?: string | null;
}

const isCut = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && cut.has(String(error.code));

const inOurWords = (error: unknown): unknown =>
  isCut(error)
    ? new AppError('malformed', 'The recording did not arrive whole.', { cause: error })
    : fromSpeech(error);

/**
 * Stores a recording that somebody brought, and has it heard. What it is, is told by its content; of what is no sound,
 * or too large, nothing stays. The same file under the same idempotency key is stored once.
 */
export async function uploadRecording(
  core: Core,
  call: Call,
  conversationId: string,
  { content, title, language = null }: Upload,
): Promise<Recording> {
  const { project_id: projectId, archived_at } = await getConversation(core, conversationId);
  if (archived_at !== null)
    throw new AppError('conflict', 'This conversation is archived. Bring the recording to another one.');
  const id = newId();
  const folder = `projects/${projectId}/recordings/${id}`;
  const path = `${folder}/audio`;
  try {
    return await placeFiles(core, folder, uploadGraceMs, async (keep) => {
      const { sizeBytes, sha256 } = await core.storage.put(path, content, core.settings.recordingMaxBytes);
      const signal = timeLimit(probeMs);
      const { container } = await core.storage.onThisMachine(path, (file) => probeAudio(file, { signal }));
      return write(core, forContent(call, sha256), async (w) => {
        const row = await insertRecording(w.tx, {
          ...{ id, project_id: projectId, conversation_id: conversationId, title, source: 'upload' },
          ...{ storage_path: path, mime_type: mimeTypeOf(container), size_bytes: sizeBytes, sha256 },
          ...{ peaks: toJson([]), created_by_user_id: userIdOf(call), wanted_language: language },
        });
        await keep(w);
        w.emit(projectId, 'recording.created', id, told(row));
        await queueHearing(w, row);
        return toRecording(row);
      });
    });
  } catch (error) {
    throw inOurWords(error);
  }
}
