'use client';
import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Button } from '#components/ui/button.tsx';
import { TopBar } from '#features/dashboard/top-bar.tsx';
import { projectPath } from '#lib/route-ids.ts';
import { state } from '#text/state.ts';
import { ConnectionBanner } from './connection-banner.tsx';
import { useProjectScope } from './project-context.tsx';

interface ProjectFrameProps {
  title: string;
  actions?: ReactNode;
  children: ReactNode;
}

/** The frame of a project's pages beside the dashboard. */
export function ProjectFrame({ title, actions, children }: ProjectFrameProps) {
  const { projectId } = useProjectScope();
  return (
    <div className="flex h-dvh flex-col">
      <title>{title}</title>
      <TopBar />
      <ConnectionBanner />
      <main id="content" className="flex min-h-0 flex-1 flex-col">
        <div className="flex shrink-0 items-center gap-2 border-b bg-surface px-3 py-2">
          <Button asChild look="quiet" size="icon">
            <Link href={projectPath(projectId)} aria-label={state.back} title={state.back}>
              <ArrowLeft aria-hidden />
            </Link>
          </Button>
          <h1 className="font-semibold text-[16px]">{title}</h1>
          {actions === undefined ? null : <div className="ml-auto flex items-center gap-2">{actions}</div>}
        </div>
        {children}
      </main>
    </div>
  );
}
