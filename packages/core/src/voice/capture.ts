import { roles } from '@overmind/contracts/entities/user';
import { AppError, notFound } from '@overmind/contracts/errors';
import type { VoiceFormat } from '@overmind/contracts/frames/voice';
import { newId, type Tx } from '@overmind/db/database';
import { findAccess } from '@overmind/db/queries/projects/members';
import { findConversation } from '@overmind/db/queries/talk/conversations';
import {
  type CaptureRow,
  countCapturesOf,
  deleteCapture,
  insertCapture,
  listParts,
  lockCapture,
  takeOverCapture,
} from '@overmind/db/queries/voice/captures';
import { type Call, userIdOf } from '../call.ts';
import type { Core } from '../core.ts';
import { removeFiles } from '../files/remove.ts';
import { type Write, write } from '../write.ts';

/** What is being said, as whoever holds it saw it last: only the holder of its newest `epoch` changes it. */
export type Capture = CaptureRow;

const mostOfUser = 4;
const seenWithinMs = 15_000;

export const folderOf = (of: { project_id: string; id: string }): string =>
  `projects/${of.project_id}/recordings/${of.id}`;
export const partsOf = (of: { project_id: string; id: string }): string => `${folderOf(of)}/parts`;

/** Somebody else goes on with the capture, or it is over. */
export class TakenOverError extends Error {
  override readonly name = 'TakenOverError';
}

export interface CaptureStart {
  projectId: string;
  conversationId: string;
  format: VoiceFormat;
  language: string | null;
}

async function requireSpeaker(w: Write, projectId: string): Promise<string> {
  const userId = userIdOf(w.call);
  if (userId === null) throw new AppError('forbidden', 'Only a person can speak.');
  const access = await findAccess(w.tx, userId, 'project', projectId);
  if (access !== null && roles.indexOf(access.role) >= roles.indexOf('operator')) return userId;
  throw new AppError('forbidden', 'Only an operator of this project can speak in it.');
}

/** Begins to keep something that is being said. */
export async function openCapture(core: Core, call: Call, start: CaptureStart): Promise<Capture> {
  return write(core, call, async (w) => {
    const userId = await requireSpeaker(w, start.projectId);
    const conversation = await findConversation(w.tx, start.conversationId);
    if (conversation?.project_id !== start.projectId) throw notFound('conversation');
    if (conversation.archived_at !== null)
      throw new AppError('conflict', 'This conversation is archived. Speak in another one.');
    if ((await countCapturesOf(w.tx, userId, seenWithinMs)) >= mostOfUser)
      throw new AppError('rate_limited', 'You are speaking in too many places at once.', { retryAfterS: 5 });
    return insertCapture(w.tx, {
      ...{ id: newId(), project_id: start.projectId, conversation_id: start.conversationId },
      ...{ user_id: userId, format: start.format, language: start.language },
    });
  });
}

/** Goes on with one's own capture; whoever wrote to it before writes no more. Null when it is over. */
export async function resumeCapture(
  core: Core,
  call: Call,
  of: { id: string; projectId: string },
): Promise<Capture | null> {
  return write(core, call, async (w) => {
    const userId = await requireSpeaker(w, of.projectId);
    const found = await lockCapture(w.tx, of.id);
    if (found === null || found.project_id !== of.projectId || found.user_id !== userId) return null;
    return takeOverCapture(w.tx, of.id);
  });
}

/** Locks a capture for its holder; null when it is over. Throws `TakenOverError` when somebody else has it. */
export async function lockHeld(tx: Tx, held: Pick<Capture, 'id' | 'epoch'>): Promise<Capture | null> {
  const found = await lockCapture(tx, held.id);
  if (found !== null && found.epoch !== held.epoch) throw new TakenOverError();
  return found;
}

/** Nothing of it is kept. Throws `TakenOverError` when it is no longer the caller's to throw away. */
export async function cancelCapture(core: Core, call: Call, capture: Capture): Promise<void> {
  await write(core, call, async (w) => {
    if ((await lockHeld(w.tx, capture)) === null) throw new TakenOverError();
    await deleteCapture(w.tx, capture.id);
    await removeFiles(core, w, folderOf(capture));
  });
}

/** What was stored of it so far, in its order; of that only its first bytes, which end with a part. */
export async function* readCapture(
  core: Core,
  id: string,
  firstBytes = Number.POSITIVE_INFINITY,
): AsyncGenerator<Buffer> {
  const parts = await listParts(core.db, id);
  for (const part of parts.filter(({ start_byte }) => start_byte < firstBytes))
    for await (const chunk of core.storage.read(part.storage_path)) yield chunk as Buffer;
}
