import type { InboxItem } from '@overmind/contracts/entities/inbox';
import { discussionPath } from '#features/discussions/discussions-path.ts';
import { mergesPath } from '#features/merges/merges-path.ts';
import { reviewPath } from '#features/review/review-paths.ts';
import { projectPath, runPath, taskPath } from '#lib/route-ids.ts';

/** Where all about an item is: the run that asks, the changes to review, the queue, the task or the conversation. */
export function addressOfItem({ project, task, run, message, permission, merge, kind }: InboxItem): string {
  if (permission !== null) return runPath(project.id, permission.run_id);
  if (merge !== null) return mergesPath(project.id);
  if (kind === 'review' && run !== null) return reviewPath(project.id, run.id);
  if (task !== null) return taskPath(project.id, task.id);
  const { discussion_id: discussionId, relays } = message?.links ?? {};
  if (discussionId !== undefined && relays === undefined) return discussionPath(project.id, discussionId);
  const path = projectPath(project.id);
  return message === null ? path : `${path}?chat=${message.conversation_id}&view=chat`;
}
