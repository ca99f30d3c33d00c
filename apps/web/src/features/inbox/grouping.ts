import type { InboxItem } from '@overmind/contracts/entities/inbox';
import { inboxKinds } from '#text/inbox.ts';

export type Grouping = 'project' | 'kind';
export interface InboxGroup {
  id: string;
  title: string;
  items: InboxItem[];
}

const kindOrder: readonly string[] = [
  'question',
  'review',
  'failed',
  'blocked',
] satisfies InboxItem['kind'][];

/** Groups in the order in which they are decided: by kind, questions first; by project, the longest waiting first. */
export function groupItems(items: readonly InboxItem[], by: Grouping): InboxGroup[] {
  const groups = new Map<string, InboxGroup>();
  for (const item of items) {
    const id = by === 'kind' ? item.kind : item.project.id;
    const title = by === 'kind' ? inboxKinds[item.kind].many : item.project.name;
    const group = groups.get(id) ?? { id, title, items: [] };
    group.items.push(item);
    groups.set(id, group);
  }
  const list = [...groups.values()];
  if (by === 'project') return list;
  const place = ({ id }: InboxGroup) => kindOrder.indexOf(id);
  return list.sort((a, b) => place(a) - place(b));
}
