import type { TranscriptSegment } from '@overmind/contracts/entities/recording';
import { maxUtterance } from '@overmind/contracts/entities/request';
import { roles } from '@overmind/contracts/entities/user';
import { findAccess } from '@overmind/db/queries/projects/members';
import { lockConversation } from '@overmind/db/queries/talk/conversations';
import type { RecordingRow } from '@overmind/db/queries/voice/recordings';
import { sayIn } from '../conversations/talk.ts';
import { rangeOf, textOf } from '../voice/correct.ts';
import type { Write } from '../write.ts';
import { changeRecording } from './change.ts';

export interface HeardText {
  text: string;
  range: { start_ms: number; end_ms: number };
}

/** As many of the segments as one message holds; where even the first is too long, its beginning. */
export function toSay(segments: readonly TranscriptSegment[]): HeardText {
  let count = 1;
  for (let length = 0; count < segments.length; count += 1) {
    length += (segments[count - 1]?.text.length ?? 0) + 1;
    if (length + (segments[count]?.text.length ?? 0) > maxUtterance) break;
  }
  const said = segments.slice(0, count);
  return { text: textOf(said).slice(0, maxUtterance).toWellFormed(), range: rangeOf(said) };
}

async function mayStillSpeak(w: Write, { created_by_user_id: userId, project_id: projectId }: RecordingRow) {
  const access = userId === null ? null : await findAccess(w.tx, userId, 'project', projectId);
  return access !== null && roles.indexOf(access.role) >= roles.indexOf('operator');
}

const kept = 'Heard and kept, but not said in the conversation:';
const tooLate = `${kept} it was spoken too long before. Send it from its recording if it is still meant.`;

/** Null where it was said, else why it was not. */
async function trySaying(w: Write, recording: RecordingRow, heard: HeardText): Promise<string | null> {
  const { conversation_id: conversationId, created_by_user_id: userId } = recording;
  if (userId === null || !(await mayStillSpeak(w, recording)))
    return `${kept} whoever spoke may no longer speak in this project.`;
  const conversation = conversationId === null ? null : await lockConversation(w.tx, conversationId);
  if (conversation === null) return `${kept} it was deleted.`;
  if (conversation.archived_at !== null) return `${kept} it is archived.`;
  const said = await w.attempt(() =>
    sayIn(w, conversation, {
      ...{ userId, content: heard.text },
      recording: { id: recording.id, ...heard.range },
    }),
  );
  return said.ok ? null : `${kept} ${said.error.message}`;
}

/**
 * Says what was heard in the conversation of the recording, in the name of whoever spoke. Where that is not possible any
 * more, the recording stays as it is and tells why.
 */
export async function sayHeard(w: Write, recording: RecordingRow, heard: HeardText): Promise<RecordingRow> {
  const error = await trySaying(w, recording, heard);
  return error === null ? recording : changeRecording(w, recording.id, { error });
}

/** What was said longer ago than this is no longer acted on by itself, only kept. */
const freshMs = 10 * 60_000;

/** The same for what was not heard at once: much may have changed since it was spoken. */
export async function sayHeardLate(w: Write, recording: RecordingRow, heard: HeardText): Promise<void> {
  const isFresh = Date.now() - recording.created_at.getTime() < freshMs;
  if (isFresh) await sayHeard(w, recording, heard);
  else await changeRecording(w, recording.id, { error: tooLate });
}
