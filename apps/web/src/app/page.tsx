'use client';
import { getMe, getSetup } from '@overmind/contracts/routes/auth';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { ErrorState } from '#components/notice.tsx';
import { ProjectSkeleton } from '#features/project/project-skeleton.tsx';
import { useRoute } from '#lib/api/use-route.ts';

/** Where a person belongs: their projects, or the way in. */
export default function HomePage() {
  const router = useRouter();
  const setup = useRoute(getSetup, {});
  const needsSetup = setup.data?.needs_setup;
  const me = useRoute(getMe, {}, { enabled: needsSetup === false });
  const target = needsSetup === true ? '/sign-in' : me.isSuccess ? '/projects' : null;
  useEffect(() => {
    if (target !== null) router.replace(target);
  }, [router, target]);
  return setup.isError ? (
    <ErrorState error={setup.error} onRetry={() => void setup.refetch()} className="min-h-dvh" />
  ) : (
    <ProjectSkeleton />
  );
}
