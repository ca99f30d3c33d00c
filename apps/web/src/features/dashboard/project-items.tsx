'use client';
import {
  AudioLines,
  ChartColumn,
  Check,
  GitMerge,
  History,
  LayoutGrid,
  MessagesSquare,
  ScrollText,
  Search,
  Settings,
} from 'lucide-react';
import Link from 'next/link';
import { MenuItem, MenuLabel, MenuLine } from '#components/ui/menu-parts.tsx';
import { discussionsPath } from '#features/discussions/discussions-path.ts';
import { mergesPath } from '#features/merges/merges-path.ts';
import { useMay } from '#features/project/project-context.tsx';
import { useProjects } from '#features/projects/use-projects.ts';
import { whyPath } from '#features/provenance/why-path.ts';
import { recordingsPath } from '#features/recordings/recordings-path.ts';
import { searchPath } from '#features/search/search-path.ts';
import { specsPath } from '#features/specs/specs-path.ts';
import { ExportItem } from '#features/transfer/export-item.tsx';
import { usagePath } from '#features/usage/usage-path.ts';
import { projectPath } from '#lib/route-ids.ts';
import { dashboard } from '#text/dashboard.ts';
import { merges } from '#text/merges.ts';
import { provenance } from '#text/provenance.ts';
import { search } from '#text/search.ts';
import { usage } from '#text/usage.ts';

export function ProjectItems({ currentId }: { currentId: string }) {
  const list = useProjects();
  const mayExport = useMay('owner');
  return (
    <>
      <MenuLabel>{dashboard.projects}</MenuLabel>
      {(list.data?.items ?? []).map((project) => (
        <MenuItem key={project.id} asChild>
          <Link href={projectPath(project.id)} prefetch={false}>
            <span className="min-w-0 flex-1 truncate">{project.name}</span>
            {project.needs_you > 0 ? (
              <span className="rounded-full bg-signal px-1.5 text-2xs text-signal-ink">
                {project.needs_you}
              </span>
            ) : null}
            {project.id === currentId ? <Check aria-label={dashboard.current} /> : null}
          </Link>
        </MenuItem>
      ))}
      <MenuLine />
      <MenuItem asChild>
        <Link href={mergesPath(currentId)}>
          <GitMerge aria-hidden />
          {merges.title}
        </Link>
      </MenuItem>
      <MenuItem asChild>
        <Link href={discussionsPath(currentId)}>
          <MessagesSquare aria-hidden />
          {dashboard.discussions}
        </Link>
      </MenuItem>
      <MenuItem asChild>
        <Link href={specsPath(currentId)}>
          <ScrollText aria-hidden />
          {dashboard.specs}
        </Link>
      </MenuItem>
      <MenuItem asChild>
        <Link href={whyPath(currentId)}>
          <History aria-hidden />
          {provenance.title}
        </Link>
      </MenuItem>
      <MenuItem asChild>
        <Link href={searchPath(currentId)}>
          <Search aria-hidden />
          {search.title}
        </Link>
      </MenuItem>
      <MenuItem asChild>
        <Link href={recordingsPath(currentId)}>
          <AudioLines aria-hidden />
          {dashboard.recordings}
        </Link>
      </MenuItem>
      <MenuItem asChild>
        <Link href={usagePath(currentId)}>
          <ChartColumn aria-hidden />
          {usage.title}
        </Link>
      </MenuItem>
      <MenuItem asChild>
        <Link href={projectPath(currentId, 'settings')}>
          <Settings aria-hidden />
          {dashboard.settings}
        </Link>
      </MenuItem>
      {mayExport ? <ExportItem projectId={currentId} /> : null}
      <MenuItem asChild>
        <Link href="/projects">
          <LayoutGrid aria-hidden />
          {dashboard.allProjects}
        </Link>
      </MenuItem>
    </>
  );
}
