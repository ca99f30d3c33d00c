'use client';
import { getStateVersion, listStateVersions } from '@overmind/contracts/routes/orchestrator';
import { FileText } from 'lucide-react';
import { EmptyState, ErrorState } from '#components/notice.tsx';
import { TimeAgo } from '#components/time-ago.tsx';
import { Skeleton } from '#components/ui/badge.tsx';
import { OrchestratorButton } from '#features/dashboard/orchestrator-button.tsx';
import { useProjectScope } from '#features/project/project-context.tsx';
import { ProjectFrame } from '#features/project/project-frame.tsx';
import { useRoute } from '#lib/api/use-route.ts';
import { cn } from '#lib/class-names.ts';
import { useSearchParam } from '#lib/search-param.ts';
import { state as text } from '#text/state.ts';
import { StateDocument } from './state-document.tsx';

const versionsShown = 200;

export function StatePage() {
  const { projectId } = useProjectScope();
  const [wanted, setWanted] = useSearchParam('version');
  const list = useRoute(listStateVersions, { params: { id: projectId }, query: { limit: versionsShown } });
  const latest = list.data?.items[0]?.version;
  const shown = wanted === null || !/^\d+$/.test(wanted) ? latest : Number(wanted);
  return (
    <ProjectFrame title={text.title}>
      {list.isPending ? <Skeleton className="m-4 h-96" /> : null}
      {list.isError ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} className="flex-1" />
      ) : null}
      {list.isSuccess && latest === undefined ? (
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
          <nav
            aria-label={text.versions}
            className="w-64 shrink-0 overflow-y-auto border-r p-2 max-md:max-h-44 max-md:w-full max-md:border-r-0 max-md:border-b"
          >
            <ul>
              {list.data?.items.map((line) => (
                <li key={line.id}>
                  <button
                    type="button"
                    aria-current={line.version === shown ? 'true' : undefined}
                    onClick={() => setWanted(line.version === latest ? null : String(line.version))}
                    className={cn(
                      'w-full rounded-md px-2.5 py-1.5 text-left hover:bg-ink/5 max-md:min-h-11',
                      line.version === shown && 'bg-accent-soft',
                    )}
                  >
                    <span className="flex items-baseline gap-2 text-sm">
                      <span className="font-medium tabular-nums">{text.version(line.version)}</span>
                      {line.version === latest ? (
                        <span className="text-ink-2 text-xs">{text.latest}</span>
                      ) : null}
                      <TimeAgo iso={line.created_at} className="ml-auto text-ink-2 text-xs" />
                    </span>
                    <span className="block truncate text-ink-2 text-xs">{line.reason}</span>
                  </button>
                </li>
              ))}
            </ul>
          </nav>
          <Version projectId={projectId} version={shown} />
        </div>
      )}
    </ProjectFrame>
  );
}

function Version({ projectId, version }: { projectId: string; version: number }) {
  const found = useRoute(
    getStateVersion,
    { params: { id: projectId, version } },
    { staleTime: Number.POSITIVE_INFINITY },
  );
  if (found.isPending) return <Skeleton className="m-4 flex-1" />;
  if (found.isError)
    return <ErrorState error={found.error} onRetry={() => void found.refetch()} className="flex-1" />;
  return <StateDocument version={found.data} />;
}
