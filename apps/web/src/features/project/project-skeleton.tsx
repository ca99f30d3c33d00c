import { Skeleton } from '#components/ui/badge.tsx';
import { common } from '#text/common.ts';

export const ProjectSkeleton = () => (
  <div role="status" aria-label={common.loading} className="flex h-dvh flex-col">
    <div className="flex h-12 items-center gap-3 border-b bg-surface px-3">
      <Skeleton className="h-6 w-40" />
      <Skeleton className="ml-auto h-7 w-56" />
    </div>
    <div className="flex min-h-0 flex-1 gap-2 p-2">
      <Skeleton className="flex-[47]" />
      <Skeleton className="flex-[30] max-lg:hidden" />
      <Skeleton className="flex-[23] max-lg:hidden" />
    </div>
  </div>
);
