'use client';
import type { DiscussionDetail } from '@overmind/contracts/entities/discussion-room';
import { exportDiscussion } from '@overmind/contracts/routes/discussions';
import { Archive, ArchiveRestore, FileJson, FileText, type LucideIcon } from 'lucide-react';
import { MenuItem } from '#components/ui/menu-parts.tsx';
import { addressOf } from '#lib/api/client.ts';
import { room as text } from '#text/discussions.ts';
import type { DiscussionActs } from '../use-discussion.ts';

interface RoomItemsProps {
  discussion: DiscussionDetail;
  acts: DiscussionActs;
}

/** Take it away as a file; put it into the archive. */
export const RoomMenuItems = ({ mayArchive, ...room }: RoomItemsProps & { mayArchive: boolean }) => (
  <>
    <Download id={room.discussion.id} format="markdown" icon={FileText} name={text.exportMarkdown} />
    <Download id={room.discussion.id} format="json" icon={FileJson} name={text.exportJson} />
    {mayArchive ? <ArchiveItem {...room} /> : null}
  </>
);

interface DownloadProps {
  id: string;
  format: 'markdown' | 'json';
  icon: LucideIcon;
  name: string;
}

const Download = ({ id, format, icon: Icon, name }: DownloadProps) => (
  <MenuItem asChild>
    <a href={addressOf(exportDiscussion, { id }, { format })} download>
      <Icon aria-hidden />
      {name}
    </a>
  </MenuItem>
);

function ArchiveItem({ discussion: { id, archived_at: archivedAt }, acts }: RoomItemsProps) {
  const isArchived = archivedAt !== null;
  const Icon = isArchived ? ArchiveRestore : Archive;
  return (
    <MenuItem onSelect={() => (isArchived ? acts.unarchive : acts.archive).mutate({ params: { id } })}>
      <Icon aria-hidden />
      {isArchived ? text.unarchive : text.archive}
    </MenuItem>
  );
}
