import type { Message } from '@overmind/contracts/entities/conversation';
import type { RecordingMessage, TranscriptSegment } from '@overmind/contracts/entities/recording';
import { maxUtterance } from '@overmind/contracts/entities/request';
import { AppError, notFound } from '@overmind/contracts/errors';
import { lockConversation } from '@overmind/db/queries/talk/conversations';
import { lockRecording, type RecordingRow } from '@overmind/db/queries/voice/recordings';
import { type Call, userIdOf } from '../call.ts';
import { sayIn } from '../conversations/talk.ts';
import type { Core } from '../core.ts';
import { rangeOf, textOf } from '../voice/correct.ts';
import { type Write, write } from '../write.ts';
import { changeRecording } from './change.ts';

/** The segments that lie in the range, at least in part. */
function within(segments: readonly TranscriptSegment[], { start_ms, end_ms }: RecordingMessage) {
  const [from, to] = [(start_ms ?? 0) / 1000, (end_ms ?? Number.POSITIVE_INFINITY) / 1000];
  return segments.filter((segment) => segment.end > from && segment.start < to);
}

function contentOf(row: RecordingRow, asked: RecordingMessage) {
  const segments = within(row.transcript_json?.segments ?? [], asked);
  const content = asked.content ?? textOf(segments);
  if (content.trim() === '')
    throw new AppError('conflict', 'Nothing was heard there. Type what is meant, or hear it again.');
  if (content.length > maxUtterance)
    throw new AppError(
      'invalid',
      'This is too long for one message. Say a part of it: give start_ms and end_ms.',
    );
  return { content, range: rangeWithin(row, asked, segments) };
}

/** What was asked for, no further than the sound goes. */
function withinSound(asked: RecordingMessage, { duration_ms }: RecordingRow): RecordingMessage {
  if (duration_ms === null) return asked;
  if ((asked.start_ms ?? 0) >= Math.max(1, duration_ms))
    throw new AppError('invalid', 'The recording is over before that.', {
      errors: [{ pointer: '/start_ms', detail: `The recording is ${duration_ms} ms long.` }],
    });
  return asked.end_ms === undefined ? asked : { ...asked, end_ms: Math.min(asked.end_ms, duration_ms) };
}

/** Where it was said, no further than was asked for. */
function rangeWithin(
  row: RecordingRow,
  { start_ms: from = 0, end_ms: to = row.duration_ms ?? 0 }: RecordingMessage,
  segments: readonly TranscriptSegment[],
) {
  if (segments.length === 0) return { start_ms: from, end_ms: Math.max(from, to) };
  const heard = rangeOf(segments);
  const end_ms = to > from ? Math.min(to, heard.end_ms) : heard.end_ms;
  return { start_ms: Math.max(from, heard.start_ms), end_ms };
}

async function getConversationOf(w: Write, row: RecordingRow) {
  const conversation =
    row.conversation_id === null ? null : await lockConversation(w.tx, row.conversation_id);
  if (conversation === null || conversation.archived_at !== null)
    throw new AppError('conflict', 'The conversation of this recording is closed.');
  return conversation;
}

/** Says in its conversation what a recording holds, or a part of it; what comes of it leads back to that sound. */
export const sayRecording = (core: Core, call: Call, id: string, asked: RecordingMessage): Promise<Message> =>
  write(core, call, async (w) => {
    const row = await lockRecording(w.tx, id);
    if (!row) throw notFound('recording');
    const { content, range } = contentOf(row, withinSound(asked, row));
    const conversation = await getConversationOf(w, row);
    const said = await sayIn(w, conversation, {
      userId: userIdOf(call),
      content,
      recording: { id, ...range },
    });
    // Such as why it was not said before.
    if (row.status === 'transcribed' && row.error !== null) await changeRecording(w, id, { error: null });
    return said;
  });
