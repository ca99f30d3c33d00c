'use client';
import { Archive, ArchiveRestore } from 'lucide-react';
import { MenuItem } from '#components/ui/menu-parts.tsx';
import { projects } from '#text/projects.ts';
import { useArchiving } from './use-projects.ts';

export function ArchiveItem({ projectId, isArchived }: { projectId: string; isArchived: boolean }) {
  const { archive, unarchive } = useArchiving();
  const input = { params: { id: projectId } };
  return (
    <MenuItem onSelect={() => (isArchived ? unarchive.mutate(input) : archive.mutate(input))}>
      {isArchived ? <ArchiveRestore aria-hidden /> : <Archive aria-hidden />}
      {isArchived ? projects.unarchive : projects.archive}
    </MenuItem>
  );
}
