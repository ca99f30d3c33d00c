import type { InboxItem } from '@overmind/contracts/entities/inbox';
import { inboxKinds } from '#text/inbox.ts';
import type { AskedItem } from './use-answered.ts';

export type Grouping = 'project' | 'kind';
export interface InboxGroup {
  id: string;
  title: string;
  items: InboxItem[];
  /** Requests that were answered while the page is open. */
  answered: AskedItem[];
}

const kindOrder: readonly string[] = [
  'permission',
  'question',
  'merge',
  'review',
  'failed',
  'blocked',
] satisfies InboxItem['kind'][];

/** Groups in the order in which they are decided: by kind, questions first; by project, the longest waiting first. */
export function groupItems(
  items: readonly InboxItem[],
  by: Grouping,
  answered: readonly AskedItem[] = [],
): InboxGroup[] {
  const groups = new Map<string, InboxGroup>();
  const groupOf = (item: InboxItem): InboxGroup => {
    const id = by === 'kind' ? item.kind : item.project.id;
    const title = by === 'kind' ? inboxKinds[item.kind].many : item.project.name;
    const group = groups.get(id) ?? { id, title, items: [], answered: [] };
    groups.set(id, group);
    return group;
  };
  for (const item of items) groupOf(item).items.push(item);
  for (const item of answered) groupOf(item).answered.push(item);
  const list = [...groups.values()];
  if (by === 'project') return list;
  const place = ({ id }: InboxGroup) => kindOrder.indexOf(id);
  return list.sort((a, b) => place(a) - place(b));
}
