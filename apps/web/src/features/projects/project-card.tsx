'use client';
import type { ProjectCard as Card } from '@overmind/contracts/entities/project';
import { Activity, Ellipsis, Eye, ListTodo } from 'lucide-react';
import Link from 'next/link';
import { lazy } from 'react';
import { TimeAgo } from '#components/time-ago.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Menu } from '#components/ui/menu.tsx';
import { RunStatusMark } from '#features/runs/run-status-mark.tsx';
import { projectPath } from '#lib/route-ids.ts';
import { projects } from '#text/projects.ts';

const ExportItem = lazy(async () => ({
  default: (await import('#features/transfer/export-item.tsx')).ExportItem,
}));
const ArchiveItem = lazy(async () => ({ default: (await import('./archive-item.tsx')).ArchiveItem }));

export function ProjectCard({ project }: { project: Card }) {
  return (
    <article className="group relative flex flex-col rounded-card border bg-surface p-4 shadow-card transition-colors hover:border-line-strong">
      <div className="flex items-start gap-2">
        <h2 className="min-w-0 flex-1 truncate font-semibold text-[15px]">
          <Link href={projectPath(project.id)} className="after:absolute after:inset-0 after:rounded-card">
            {project.name}
          </Link>
        </h2>
        <CardMenu project={project} />
      </div>
      <p
        className="mt-0.5 truncate font-mono text-ink-3 text-xs"
        title={project.default_repo_path ?? undefined}
      >
        {project.default_repo_path ?? project.key}
      </p>
      <div className="mt-4 flex flex-wrap gap-1.5">
        {project.needs_you > 0 ? (
          <Badge className="border-transparent bg-signal-soft text-review">
            <Eye aria-hidden />
            {projects.needsYou(project.needs_you)}
          </Badge>
        ) : null}
        {project.live_runs > 0 ? (
          <Badge className="text-running">
            <Activity aria-hidden />
            {projects.liveRuns(project.live_runs)}
          </Badge>
        ) : null}
        <Badge>
          <ListTodo aria-hidden />
          {projects.openTasks(project.open_tasks)}
        </Badge>
      </div>
      <footer className="mt-4 flex items-center justify-between gap-2 border-t pt-3 text-ink-2 text-xs">
        {project.last_run_status === null ? (
          <span>{projects.noRuns}</span>
        ) : (
          <span className="flex items-center gap-1.5">
            {projects.lastRun}
            <RunStatusMark status={project.last_run_status} />
          </span>
        )}
        {project.last_activity_at === null ? null : <TimeAgo iso={project.last_activity_at} />}
      </footer>
    </article>
  );
}

function CardMenu({ project }: { project: Card }) {
  if (project.my_role !== 'owner') return null;
  return (
    <Menu
      trigger={
        <Button
          look="quiet"
          size="icon"
          aria-label={projects.menu(project.name)}
          className="relative z-10 -mt-1 -mr-1"
        >
          <Ellipsis aria-hidden />
        </Button>
      }
    >
      <ExportItem projectId={project.id} />
      <ArchiveItem projectId={project.id} isArchived={project.archived_at !== null} />
    </Menu>
  );
}
