'use client';
import { Lock, MessageSquareText, Plus } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { EmptyState, ErrorState } from '#components/notice.tsx';
import { Skeleton } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { useMe } from '#features/session/use-session.ts';
import { SiteFrame } from '#features/shell/site-frame.tsx';
import { cn } from '#lib/class-names.ts';
import { prompts as text } from '#text/prompts.ts';
import { PromptDetail } from './prompt-detail.tsx';
import { PromptList } from './prompt-list.tsx';
import { goToPrompt, usePromptPlace } from './prompts-place.ts';
import { usePrompts } from './use-prompts.ts';

const NewPromptDialog = lazy(async () => ({
  default: (await import('./new-prompt-dialog.tsx')).NewPromptDialog,
}));

/** Templates of what models are told: their text, their versions, and experiments between these. */
export const PromptsPage = () => (
  <SiteFrame>
    <Content />
  </SiteFrame>
);

function Content() {
  const me = useMe().data?.user;
  const [isAdding, setAdding] = useState(false);
  const isAdmin = me?.is_admin === true;
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
      {me === undefined ? <Skeleton className="h-72" /> : null}
      {me !== undefined && !isAdmin ? (
        <EmptyState icon={Lock} title={text.adminOnlyTitle} hint={text.adminOnlyHint} />
      ) : null}
      {isAdmin ? <Templates /> : null}
      <Suspense fallback={null}>
        {isAdding ? (
          <NewPromptDialog
            onClose={() => setAdding(false)}
            onMade={({ id }) => {
              setAdding(false);
              goToPrompt(id);
            }}
          />
        ) : null}
      </Suspense>
    </>
  );
}

function Templates() {
  const found = usePrompts();
  const { prompt } = usePromptPlace();
  if (found.isPending) return <Skeleton className="h-72" />;
  if (found.isError && found.prompts.length === 0)
    return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (found.prompts.length === 0)
    return (
      <EmptyState
        icon={MessageSquareText}
        title={text.emptyTitle}
        hint={text.emptyHint}
        className="rounded-card border border-dashed py-16"
      />
    );
  return (
    <div className="grid items-start gap-6 md:grid-cols-[15rem_minmax(0,1fr)]">
      <div className={cn(prompt !== null && 'max-md:hidden')}>
        <PromptList prompts={found.prompts} shown={prompt} />
        {found.hasNextPage ? (
          <Button
            size="sm"
            className="mt-2"
            isBusy={found.isFetchingNextPage}
            onClick={() => void found.fetchNextPage()}
          >
            {text.more}
          </Button>
        ) : null}
      </div>
      {prompt === null ? (
        <EmptyState
          icon={MessageSquareText}
          title={text.chooseTitle}
          hint={text.chooseHint}
          className="max-md:hidden"
        />
      ) : (
        <PromptDetail key={prompt} id={prompt} />
      )}
    </div>
  );
}
