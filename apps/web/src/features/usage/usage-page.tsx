'use client';
import { ChartColumn, Download } from 'lucide-react';
import Link from 'next/link';
import { EmptyState, ErrorState } from '#components/notice.tsx';
import { Skeleton } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { providersPath } from '#features/providers/providers-path.ts';
import { SiteFrame } from '#features/shell/site-frame.tsx';
import { useIsMounted } from '#lib/route-ids.ts';
import { saveFile } from '#lib/save-file.ts';
import { usage as text } from '#text/usage.ts';
import { usageCsv } from './csv.ts';
import { DayPicture } from './day-picture.tsx';
import { Ledger } from './ledger/ledger.tsx';
import { SplitPicture } from './split-picture.tsx';
import { UsageChoices } from './usage-choices.tsx';
import { type UsagePlace, useUsagePlace } from './usage-place.ts';
import { UsageSavings } from './usage-savings.tsx';
import { UsageTotals } from './usage-totals.tsx';
import { useUsage } from './use-usage.ts';

/** What models were used for and what that cost, drawn; and each call with the reasons for its model. */
export function UsagePage() {
  // The last day is this one, which only the browser knows.
  const isMounted = useIsMounted();
  return (
    <SiteFrame>
      <div className="mb-1 flex flex-wrap items-center gap-3">
        <h1 className="mr-auto font-semibold text-2xl tracking-tight">{text.title}</h1>
        <Button asChild>
          <Link href={providersPath}>{text.toProviders}</Link>
        </Button>
      </div>
      <p className="mb-5 text-ink-2 text-sm">{text.hint}</p>
      {isMounted ? <Content /> : <Skeleton className="h-96" />}
    </SiteFrame>
  );
}

function Content() {
  const place = useUsagePlace();
  return (
    <div className="space-y-8">
      <UsageChoices place={place} />
      <Sums place={place} />
      <Ledger place={place} />
    </div>
  );
}

function Sums({ place }: { place: UsagePlace }) {
  const byDay = useUsage('day', place);
  const bySplit = useUsage(place.by, place);
  const failed = [byDay, bySplit].find(({ isError }) => isError);
  if (failed !== undefined)
    return (
      <ErrorState
        error={failed.error}
        onRetry={() => void Promise.all([byDay.refetch(), bySplit.refetch()])}
      />
    );
  if (byDay.data === undefined || bySplit.data === undefined) return <Skeleton className="h-72" />;
  const { total } = byDay.data;
  if (total.calls === 0) return <Nothing />;
  const split = bySplit.data;
  const save = () =>
    saveFile(text.csvName(split.group_by, split.from, split.to), 'text/csv', usageCsv(split));
  return (
    <>
      <UsageTotals total={total} />
      <DayPicture rows={byDay.data.items} place={place} />
      <SplitPicture
        usage={split}
        place={place}
        action={
          <Button size="sm" onClick={save}>
            <Download aria-hidden />
            {text.csv}
          </Button>
        }
      />
      <UsageSavings total={total} />
    </>
  );
}

const Nothing = () => (
  <EmptyState
    icon={ChartColumn}
    title={text.emptyTitle}
    hint={text.emptyHint}
    className="rounded-card border border-dashed py-16"
    action={
      <Button asChild>
        <Link href={providersPath}>{text.toProviders}</Link>
      </Button>
    }
  />
);
