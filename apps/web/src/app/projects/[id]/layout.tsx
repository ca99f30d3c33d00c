import { type ReactNode, Suspense } from 'react';
import { ProjectShell } from '#features/project/project-shell.tsx';
import { ProjectSkeleton } from '#features/project/project-skeleton.tsx';

/** One exported page serves every project; the server answers with it for any id. */
export const generateStaticParams = () => [{ id: '_' }];

export default function ProjectLayout({ children }: { children: ReactNode }) {
  return (
    <Suspense fallback={<ProjectSkeleton />}>
      <ProjectShell>{children}</ProjectShell>
    </Suspense>
  );
}
