import type { Metadata } from 'next';
import { Suspense } from 'react';
import { ProjectsPage } from '#features/projects/projects-page.tsx';
import { projects } from '#text/projects.ts';

export const metadata: Metadata = { title: projects.title };

export default function Page() {
  return (
    <Suspense>
      <ProjectsPage />
    </Suspense>
  );
}
