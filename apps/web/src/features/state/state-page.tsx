'use client';
import { FileText } from 'lucide-react';
import { EmptyState, ErrorState } from '#components/notice.tsx';
import { Skeleton } from '#components/ui/badge.tsx';
import { OrchestratorButton } from '#features/dashboard/orchestrator-button.tsx';
import { ProjectFrame } from '#features/project/project-frame.tsx';
import { state as text } from '#text/state.ts';
import { CopyBadge } from './copy-badge.tsx';
import { StateShown } from './state-shown.tsx';
import { placeNow, useStatePlace } from './use-state-place.ts';
import { useStateVersions } from './use-state-versions.ts';
import { useVersionKeys } from './use-version-keys.ts';
import { VersionList } from './version-list.tsx';

export function StatePage() {
  const versions = useStateVersions();
  const { place, go } = useStatePlace();
  const { lines, latest } = versions;
  const shown = place.version ?? latest;
  const show = (version: number, how: 'push' | 'replace' = 'push') =>
    go({ version: version === latest ? null : version }, how);
  useVersionKeys((step) => {
    const from = placeNow().version ?? latest;
    const next = lines[lines.findIndex(({ version }) => version === from) + step];
    if (next !== undefined) show(next.version, 'replace');
  });
  return (
    <ProjectFrame title={text.title} actions={<CopyBadge />}>
      {versions.isPending ? <Skeleton className="m-4 h-96" /> : null}
      {versions.isError ? (
        <ErrorState error={versions.error} onRetry={() => void versions.refetch()} className="flex-1" />
      ) : null}
      {versions.isSuccess && latest === undefined ? (
        <EmptyState
          icon={FileText}
          title={text.emptyTitle}
          hint={text.emptyHint}
          className="flex-1"
          action={<OrchestratorButton />}
        />
      ) : null}
      {latest === undefined || shown === undefined ? null : (
        <div className="flex min-h-0 flex-1 max-md:flex-col">
          <VersionList
            lines={lines}
            shown={shown}
            compared={place.compare}
            isLoadingMore={versions.isFetchingNextPage}
            onNearEnd={
              versions.hasNextPage && !versions.isFetchingNextPage
                ? () => void versions.fetchNextPage()
                : undefined
            }
            onShow={(version) => show(version)}
          />
          <StateShown place={place} shown={shown} latest={latest} go={go} />
        </div>
      )}
    </ProjectFrame>
  );
}
