import type { InboxItem } from '@overmind/contracts/entities/inbox';
import { projectPath } from '#lib/route-ids.ts';

/** Where all about an item is: its task's drawer, on the changes for a review, or its conversation. */
export function addressOfItem({ project, task, message, kind }: InboxItem): string {
  const path = projectPath(project.id);
  if (task !== null) return `${path}?task=${task.id}${kind === 'review' ? '&tab=diff' : ''}`;
  return message === null ? path : `${path}?chat=${message.conversation_id}&view=chat`;
}
