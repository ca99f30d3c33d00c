'use client';
import { ChevronsUpDown } from 'lucide-react';
import { lazy } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Menu } from '#components/ui/menu.tsx';
import { useView } from '#features/project/project-context.tsx';
import { dashboard } from '#text/dashboard.ts';

const ProjectItems = lazy(async () => ({ default: (await import('./project-items.tsx')).ProjectItems }));

export function ProjectSwitcher() {
  const project = useView((view) => view.project);
  return (
    <Menu
      align="start"
      className="w-64"
      trigger={
        <Button
          look="quiet"
          className="min-w-0 shrink px-2 font-semibold text-ink"
          aria-label={`${dashboard.projects}: ${project.name}`}
        >
          <span className="truncate">{project.name}</span>
          <ChevronsUpDown className="size-3.5! text-ink-3" aria-hidden />
        </Button>
      }
    >
      <ProjectItems currentId={project.id} />
    </Menu>
  );
}
