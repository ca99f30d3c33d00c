'use client';
import type { Prompt, PromptVersion } from '@overmind/contracts/entities/prompt';
import { lazy, Suspense, useState } from 'react';
import { ErrorState } from '#components/notice.tsx';
import { TimeAgo } from '#components/time-ago.tsx';
import { Badge, Skeleton } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { promptVersions as text } from '#text/prompts.ts';
import { goToCompare, goToText, usePromptPlace } from '../prompts-place.ts';
import { usePromptVersions } from '../use-prompts.ts';
import { ActivateDialog } from './activate-dialog.tsx';

const VersionCompare = lazy(async () => ({
  default: (await import('./version-compare.tsx')).VersionCompare,
}));

/** Every version there ever was, what is new in each, and any two side by side. */
export function PromptVersions({ prompt }: { prompt: Prompt }) {
  const found = usePromptVersions(prompt.id);
  const { version, compare } = usePromptPlace();
  const [asked, setAsked] = useState<number | null>(null);
  if (found.isPending) return <Skeleton className="h-48" />;
  if (found.isError && found.versions.length === 0)
    return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  return (
    <div className="space-y-6">
      {compare === null ? null : (
        <Suspense fallback={<Skeleton className="h-64" />}>
          <VersionCompare prompt={prompt} from={compare} to={version ?? prompt.latest_version} />
        </Suspense>
      )}
      <ol aria-label={text.list} className="divide-y rounded-card border bg-surface">
        {found.versions.map((each) => (
          <VersionRow
            key={each.id}
            version={each}
            active={prompt.active_version}
            onActivate={() => setAsked(each.number)}
          />
        ))}
      </ol>
      {found.hasNextPage ? (
        <Button isBusy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {text.more}
        </Button>
      ) : null}
      {asked === null ? null : (
        <ActivateDialog prompt={prompt} version={asked} onClose={() => setAsked(null)} />
      )}
    </div>
  );
}

interface VersionRowProps {
  version: PromptVersion;
  active: number;
  onActivate(): void;
}

function VersionRow({ version: { number, note, created_at: madeAt }, active, onActivate }: VersionRowProps) {
  const isOlder = number < active;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5 text-sm">
      <span className="font-medium tabular-nums">{text.version(number)}</span>
      {number === active ? <Badge className="border-done/50 text-done">{text.active}</Badge> : null}
      <TimeAgo iso={madeAt} className="text-ink-3 text-xs" />
      <span className="flex flex-wrap gap-1 sm:ml-auto">
        <Button size="sm" look="quiet" onClick={() => goToText(number)}>
          {text.edit}
        </Button>
        {number === active ? null : (
          <>
            <Button
              size="sm"
              look="quiet"
              aria-label={text.compareWith(Math.min(number, active), Math.max(number, active))}
              onClick={() => goToCompare(Math.min(number, active), Math.max(number, active))}
            >
              {text.compare}
            </Button>
            <Button
              size="sm"
              aria-label={isOlder ? text.rollBackTo(number) : text.activateOf(number)}
              onClick={onActivate}
            >
              {isOlder ? text.rollBack : text.activate}
            </Button>
          </>
        )}
      </span>
      <span className="w-full text-ink-2 text-xs">{note === '' ? text.noNote : note}</span>
    </li>
  );
}
