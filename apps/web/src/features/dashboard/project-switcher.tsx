'use client';
import { Check, ChevronsUpDown, LayoutGrid } from 'lucide-react';
import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';
import { Menu, MenuItem, MenuLabel, MenuLine } from '#components/ui/menu.tsx';
import { useView } from '#features/project/project-context.tsx';
import { useProjects } from '#features/projects/use-projects.ts';
import { projectPath } from '#lib/route-ids.ts';
import { dashboard } from '#text/dashboard.ts';

export function ProjectSwitcher() {
  const project = useView((view) => view.project);
  return (
    <Menu
      align="start"
      className="w-64"
      trigger={
        <Button look="quiet" className="min-w-0 shrink px-2 font-semibold text-ink" aria-label={`${dashboard.projects}: ${project.name}`}>
          <span className="truncate">{project.name}</span>
          <ChevronsUpDown className="size-3.5! text-ink-3" aria-hidden />
        </Button>
      }
    >
      <ProjectItems currentId={project.id} />
      <MenuLine />
      <MenuItem asChild>
        <Link href="/projects">
          <LayoutGrid aria-hidden />
          {dashboard.allProjects}
        </Link>
      </MenuItem>
    </Menu>
  );
}

function ProjectItems({ currentId }: { currentId: string }) {
  const list = useProjects();
  return (
    <>
      <MenuLabel>{dashboard.projects}</MenuLabel>
      {(list.data?.items ?? []).map((project) => (
        <MenuItem key={project.id} asChild>
          <Link href={projectPath(project.id)} prefetch={false}>
            <span className="truncate">{project.name}</span>
            {project.needs_you > 0 ? <span className="ml-auto rounded-full bg-signal px-1.5 text-2xs text-signal-ink">{project.needs_you}</span> : null}
            {project.id === currentId ? <Check className={project.needs_you > 0 ? '' : 'ml-auto'} aria-label={dashboard.current} /> : null}
          </Link>
        </MenuItem>
      ))}
    </>
  );
}
