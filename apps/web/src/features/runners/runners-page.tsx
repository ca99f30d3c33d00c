'use client';
import { Plus, Server } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { EmptyState, ErrorState } from '#components/notice.tsx';
import { Skeleton } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { useMe } from '#features/session/use-session.ts';
import { SiteFrame } from '#features/shell/site-frame.tsx';
import { runners as text } from '#text/runners.ts';
import { RunnerCard } from './runner-card.tsx';
import { useRunners, useServerVersion } from './use-runners.ts';

const AddRunnerDialog = lazy(async () => ({
  default: (await import('./add-runner-dialog.tsx')).AddRunnerDialog,
}));

/** Every machine that does the work: how it is, what it can, what it holds. */
export const RunnersPage = () => (
  <SiteFrame>
    <Content />
  </SiteFrame>
);

function Content() {
  const found = useRunners();
  const serverVersion = useServerVersion();
  const isAdmin = useMe().data?.user.is_admin === true;
  const [isAdding, setAdding] = useState(false);
  const runners = found.data?.items ?? [];
  return (
    <>
      <div className="mb-1 flex flex-wrap items-center gap-3">
        <h1 className="mr-auto font-semibold text-2xl tracking-tight">{text.title}</h1>
        {isAdmin ? (
          <Button look="primary" onClick={() => setAdding(true)}>
            <Plus aria-hidden />
            {text.add}
          </Button>
        ) : null}
      </div>
      <p className="mb-5 text-ink-2 text-sm">{text.hint}</p>
      {found.isPending ? <Skeleton className="h-56" /> : null}
      {found.isError && found.data === undefined ? (
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      ) : null}
      {found.data !== undefined && runners.length === 0 ? (
        <EmptyState
          icon={Server}
          title={text.emptyTitle}
          hint={isAdmin ? text.emptyHint : text.emptyHintOthers}
          className="rounded-card border border-dashed py-16"
        />
      ) : null}
      <ul className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
        {runners.map((runner) => (
          <li key={runner.id} className="min-w-0">
            <RunnerCard runner={runner} serverVersion={serverVersion} mayChange={isAdmin} />
          </li>
        ))}
      </ul>
      <Suspense fallback={null}>
        {isAdding ? <AddRunnerDialog runners={runners} onClose={() => setAdding(false)} /> : null}
      </Suspense>
    </>
  );
}
