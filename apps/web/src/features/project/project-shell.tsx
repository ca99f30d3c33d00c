'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Compass } from 'lucide-react';
import Link from 'next/link';
import { type ReactNode, useEffect, useMemo } from 'react';
import { EmptyState, ErrorState } from '#components/notice.tsx';
import { Button } from '#components/ui/button.tsx';
import { BudgetToasts } from '#features/budgets/budget-toasts.tsx';
import { RequireSession } from '#features/session/require-session.tsx';
import { ShellOverlays } from '#features/shell/shell-overlays.tsx';
import { isCode } from '#lib/api/error-words.ts';
import { ProjectConnection } from '#lib/live/project-connection.ts';
import { useProjectId } from '#lib/route-ids.ts';
import { common } from '#text/common.ts';
import { ProjectContext, snapshotOptions } from './project-context.tsx';
import { ProjectSkeleton } from './project-skeleton.tsx';

/** Everything under a project's address: its snapshot, its live connection, and the page inside. */
export function ProjectShell({ children }: { children: ReactNode }) {
  const projectId = useProjectId();
  if (projectId === null) return <ProjectSkeleton />;
  if (projectId === 'invalid') return <NoSuchProject />;
  return (
    <RequireSession>
      <LiveProject key={projectId} projectId={projectId}>
        {children}
      </LiveProject>
    </RequireSession>
  );
}

function LiveProject({ projectId, children }: { projectId: string; children: ReactNode }) {
  const queries = useQueryClient();
  const snapshot = useQuery(snapshotOptions(projectId));
  const firstSeq = snapshot.data?.seq;
  const isLoaded = firstSeq !== undefined;
  // Made once per page: later snapshots move the connection on by themselves.
  // biome-ignore lint/correctness/useExhaustiveDependencies: firstSeq is only where the connection begins
  const connection = useMemo(
    () => (isLoaded ? new ProjectConnection(projectId, firstSeq, queries) : null),
    [isLoaded, projectId, queries],
  );
  useEffect(() => {
    connection?.start();
    return () => connection?.stop();
  }, [connection]);
  const scope = useMemo(
    () => (connection === null ? null : { projectId, connection }),
    [projectId, connection],
  );

  if (isCode(snapshot.error, 'not_found')) return <NoSuchProject />;
  if (isCode(snapshot.error, 'unauthenticated')) return null;
  if (snapshot.isError && !isLoaded) {
    return (
      <ErrorState error={snapshot.error} onRetry={() => void snapshot.refetch()} className="min-h-dvh" />
    );
  }
  if (scope === null) return <ProjectSkeleton />;
  return (
    <ProjectContext value={scope}>
      {children}
      <ShellOverlays projectId={projectId} />
      <BudgetToasts />
    </ProjectContext>
  );
}

const NoSuchProject = () => (
  <main className="grid min-h-dvh place-items-center">
    <EmptyState
      icon={Compass}
      title={common.notFoundTitle}
      hint={common.notFoundHint}
      action={
        <Button asChild>
          <Link href="/projects">{common.toProjects}</Link>
        </Button>
      }
    />
  </main>
);
