import type { Message } from '@overmind/contracts/entities/conversation';
import { maxUtterance } from '@overmind/contracts/entities/request';
import { roles } from '@overmind/contracts/entities/user';
import { findAccess } from '@overmind/db/queries/projects/members';
import { lockConversation } from '@overmind/db/queries/talk/conversations';
import type { RecordingRow } from '@overmind/db/queries/voice/recordings';
import { sayIn } from '../conversations/talk.ts';
import type { Write } from '../write.ts';

export interface HeardText {
  text: string;
  range: { start_ms: number; end_ms: number };
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
    ...{ userId, content: heard.text.slice(0, maxUtterance) },
    recording: { id: recording.id, ...heard.range },
  });
}
