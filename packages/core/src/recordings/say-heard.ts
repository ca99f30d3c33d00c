import type { Message } from '@overmind/contracts/entities/conversation';
import type { TranscriptSegment } from '@overmind/contracts/entities/recording';
import { maxUtterance } from '@overmind/contracts/entities/request';
import { roles } from '@overmind/contracts/entities/user';
import { findAccess } from '@overmind/db/queries/projects/members';
import { lockConversation } from '@overmind/db/queries/talk/conversations';
import type { RecordingRow } from '@overmind/db/queries/voice/recordings';
import { sayIn } from '../conversations/talk.ts';
import { rangeOf, textOf } from '../voice/correct.ts';
import type { Write } from '../write.ts';

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

/**
 * Says what was heard in the conversation of the recording, in the name of whoever spoke; null where that is gone, or
 * they may no longer speak there. The recording stays either way.
 */
export async function sayHeard(w: Write, recording: RecordingRow, heard: HeardText): Promise<Message | null> {
  const { conversation_id: conversationId, created_by_user_id: userId } = recording;
  if (conversationId === null || userId === null || !(await mayStillSpeak(w, recording))) return null;
  const conversation = await lockConversation(w.tx, conversationId);
  if (conversation === null || conversation.archived_at !== null) return null;
  return sayIn(w, conversation, {
    ...{ userId, content: heard.text },
    recording: { id: recording.id, ...heard.range },
  });
}
