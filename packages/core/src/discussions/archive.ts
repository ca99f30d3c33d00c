import type { Discussion } from '@overmind/contracts/entities/discussion-room';
import { ProjectSettings } from '@overmind/contracts/entities/project';
import { AppError, notFound } from '@overmind/contracts/errors';
import {
  findDiscussionRow,
  lockDiscussion,
  toDiscussion,
} from '@overmind/db/queries/discussions/discussions';
import { lockOldDiscussions } from '@overmind/db/queries/discussions/retention';
import { deleteConversationRow, updateConversationRow } from '@overmind/db/queries/talk/conversations';
import { type Call, systemCall } from '../call.ts';
import type { Core } from '../core.ts';
import { write } from '../write.ts';
import { closeRelayedIn } from './relay.ts';

/** Puts an ended discussion away, or takes it back out. */
export const setDiscussionArchived = (
  core: Core,
  call: Call,
  id: string,
  isArchived: boolean,
): Promise<Discussion> =>
  write(core, call, async (w) => {
    const row = await lockDiscussion(w.tx, id);
    if (!row) throw notFound('discussion');
    if (isArchived && row.ended_at === null)
      throw new AppError('rule_violated', 'This discussion still goes on. Stop it first.', {
        rule: 'discussion.not_ended',
      });
    if ((row.archived_at !== null) === isArchived) return toDiscussion(row);
    await updateConversationRow(w.tx, id, { archived_at: isArchived ? new Date() : null });
    const changed = await findDiscussionRow(w.tx, id);
    if (!changed) throw notFound('discussion');
    const discussion = toDiscussion(changed);
    const { project_id, archived_at, updated_at } = discussion;
    w.emit(project_id, 'conversation.status.changed', id, {
      id,
      kind: 'discussion',
      archived_at,
      updated_at,
    });
    w.audit(isArchived ? 'discussion.archived' : 'discussion.unarchived', id, project_id);
    return discussion;
  });

const sliceSize = 50;
const { discussion_keep_days: defaultDays } = ProjectSettings.parse({});

const dropSlice = (core: Core): Promise<number> =>
  write(core, systemCall, async (w) => {
    const old = await lockOldDiscussions(w.tx, { defaultDays, limit: sliceSize });
    for (const { id, project_id } of old) {
      await closeRelayedIn(w, { id, project_id });
      await deleteConversationRow(w.tx, id);
      w.emit(project_id, 'conversation.status.changed', id, { removed: true });
      w.audit('discussion.expired', id, project_id);
    }
    return old.length;
  });

/** Drops discussions that their projects keep no longer, in slices. */
export async function dropOldDiscussions(core: Core): Promise<void> {
  while ((await dropSlice(core)) === sliceSize);
}
