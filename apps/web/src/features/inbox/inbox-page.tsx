'use client';
import type { InboxItem } from '@overmind/contracts/entities/inbox';
import { Bell, BellRing, CircleCheck, Inbox } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { EmptyState, ErrorState } from '#components/notice.tsx';
import { Skeleton } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { SiteFrame } from '#features/shell/site-frame.tsx';
import { useIsMounted } from '#lib/route-ids.ts';
import { showParts } from '#lib/search-param.ts';
import { toast } from '#lib/toast.ts';
import { inboxKinds, inbox as text } from '#text/inbox.ts';
import { toggleAwayNotices, useAwayNotices } from './away-notices.ts';
import { type Grouping, groupItems } from './grouping.ts';
import { forgetGone, isHeld, useHeld } from './held-decisions.ts';
import { InboxGroups } from './inbox-groups.tsx';
import { useAnswered } from './use-answered.ts';
import { useDecide } from './use-decide.ts';
import { useInbox } from './use-inbox.ts';
import { useInboxWatch } from './use-inbox-watch.ts';

const RejectDialog = lazy(async () => ({ default: (await import('./reject-dialog.tsx')).RejectDialog }));

const kinds = Object.keys(inboxKinds) as InboxItem['kind'][];

function usePlace() {
  const search = useSearchParams();
  const kind = kinds.find((each) => each === search.get('kind')) ?? null;
  const by: Grouping = search.get('group') === 'project' ? 'project' : 'kind';
  return { kind, by };
}

/** One inbox over all projects. */
export function InboxPage() {
  return (
    <SiteFrame>
      <InboxContent />
    </SiteFrame>
  );
}

function InboxContent() {
  const found = useInbox();
  useInboxWatch();
  const { kind, by } = usePlace();
  const held = useHeld((state) => state.held);
  const decide = useDecide();
  const [rejected, setRejected] = useState<InboxItem | null>(null);
  useEffect(() => forgetGone(found.items), [found.items]);
  const waiting = useMemo(() => found.items.filter((item) => !isHeld(held, item)), [found.items, held]);
  const answered = useAnswered(found.items, held);
  const isShown = (item: InboxItem) => kind === null || item.kind === kind;
  const shown = waiting.filter(isShown);
  const groups = groupItems(shown, by, answered.filter(isShown));
  return (
    <>
      <div className="mb-1 flex flex-wrap items-center gap-3">
        <h1 className="mr-auto font-semibold text-2xl tracking-tight">{text.title}</h1>
        <KindFilter waiting={waiting} kind={kind} />
        <GroupChoice by={by} />
        <AwayNotices />
      </div>
      <p className="mb-5 text-ink-3 text-xs max-md:hidden">{text.keysHint}</p>
      {found.isPending ? <Skeletons /> : null}
      {found.isError && found.data === undefined ? (
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      ) : null}
      {found.data !== undefined && groups.length === 0 ? <Nothing isFiltered={waiting.length > 0} /> : null}
      <InboxGroups groups={groups} by={by} onDecide={decide} onReject={setRejected} />
      {found.hasMore ? <p className="mt-4 text-center text-ink-2 text-sm">{text.more}</p> : null}
      <Suspense fallback={null}>
        {rejected === null ? null : (
          <RejectDialog
            item={rejected}
            onClose={() => setRejected(null)}
            onReject={(words) => {
              decide(rejected, { act: 'reject', words });
              setRejected(null);
            }}
          />
        )}
      </Suspense>
    </>
  );
}

function KindFilter({ waiting, kind }: { waiting: readonly InboxItem[]; kind: InboxItem['kind'] | null }) {
  const countOf = (each: InboxItem['kind']) => waiting.filter((item) => item.kind === each).length;
  return (
    <div className="flex flex-wrap gap-1">
      <Button
        size="sm"
        look={kind === null ? 'plain' : 'quiet'}
        aria-pressed={kind === null}
        onClick={() => showParts({ kind: null })}
      >
        {text.all} <span className="text-ink-3 tabular-nums">{waiting.length}</span>
      </Button>
      {kinds.map((each) => (
        <Button
          key={each}
          size="sm"
          look={kind === each ? 'plain' : 'quiet'}
          aria-pressed={kind === each}
          onClick={() => showParts({ kind: each })}
        >
          {inboxKinds[each].many} <span className="text-ink-3 tabular-nums">{countOf(each)}</span>
        </Button>
      ))}
    </div>
  );
}

const GroupChoice = ({ by }: { by: Grouping }) => (
  <fieldset className="flex items-center gap-1 text-ink-3 text-xs">
    <legend className="sr-only">{text.groupBy}</legend>
    <span aria-hidden>{text.groupBy}</span>
    {(['kind', 'project'] as const).map((each) => (
      <Button
        key={each}
        size="sm"
        look={by === each ? 'plain' : 'quiet'}
        aria-pressed={by === each}
        onClick={() => showParts({ group: each === 'kind' ? null : each })}
      >
        {text.groups[each]}
      </Button>
    ))}
  </fieldset>
);

function AwayNotices() {
  const isWanted = useAwayNotices((state) => state.isWanted);
  const isMounted = useIsMounted();
  const toggle = () =>
    void toggleAwayNotices().then((isDone) => (isDone ? undefined : toast.error(text.notifyBlocked)));
  const isOn = isMounted && isWanted;
  const words = isOn ? text.notifyOn : text.notify;
  return (
    <Button
      size="icon"
      look="quiet"
      aria-pressed={isOn}
      aria-label={text.notify}
      title={words}
      onClick={toggle}
    >
      {isOn ? <BellRing aria-hidden /> : <Bell aria-hidden />}
    </Button>
  );
}

const Nothing = ({ isFiltered }: { isFiltered: boolean }) =>
  isFiltered ? (
    <EmptyState
      icon={Inbox}
      title={text.filteredTitle}
      hint={text.filteredHint}
      action={<Button onClick={() => showParts({ kind: null })}>{text.showAll}</Button>}
    />
  ) : (
    <EmptyState
      icon={CircleCheck}
      title={text.emptyTitle}
      hint={text.emptyHint}
      className="rounded-card border border-dashed py-20"
    />
  );

const Skeletons = () => (
  <div className="space-y-3">
    {['a', 'b', 'c'].map((key) => (
      <Skeleton key={key} className="h-28" />
    ))}
  </div>
);
