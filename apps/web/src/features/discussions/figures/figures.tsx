'use client';
import type { DiscussionAnalytics } from '@overmind/contracts/entities/discussion-analytics';
import { getDiscussionAnalytics } from '@overmind/contracts/routes/discussions';
import { ChartColumn } from 'lucide-react';
import { useMemo } from 'react';
import { EmptyState, ErrorState } from '#components/notice.tsx';
import { Skeleton } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { useProjectScope } from '#features/project/project-context.tsx';
import { useRoute } from '#lib/api/use-route.ts';
import { costWords, countWords } from '#lib/numbers.ts';
import { useSearchParam } from '#lib/search-param.ts';
import { figures as text } from '#text/discussion-list.ts';
import { DayBars } from './day-bars.tsx';
import { MeasureLines } from './measure-lines.tsx';
import { OutcomeBar } from './outcome-bar.tsx';
import { SpeakerTable } from './speaker-table.tsx';

const ranges = [7, 30, 90, 365] as const;
type Range = (typeof ranges)[number];
const dayMs = 86_400_000;

/** How the discussions of a span went, in pictures. */
export function Figures() {
  const { projectId } = useProjectScope();
  const [asked, choose] = useSearchParam('days');
  const days: Range = ranges.find((each) => String(each) === asked) ?? 90;
  // The day that the page was opened or the span chosen on; a moving end would ask again and again.
  const from = useMemo(
    () => new Date(Math.floor(Date.now() / dayMs - days + 1) * dayMs).toISOString(),
    [days],
  );
  const found = useRoute(getDiscussionAnalytics, { params: { id: projectId }, query: { from } });
  return (
    <section aria-label={text.title} className="space-y-5">
      <fieldset className="flex gap-1" aria-label={text.range}>
        {ranges.map((each) => (
          <Button
            key={each}
            size="sm"
            look={days === each ? 'plain' : 'quiet'}
            aria-pressed={days === each}
            onClick={() => choose(each === 90 ? null : String(each))}
          >
            {text.ranges[each]}
          </Button>
        ))}
      </fieldset>
      {found.isPending ? <Skeleton className="h-64" /> : null}
      {found.isError ? <ErrorState error={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.data === undefined ? null : <Pictures figures={found.data} />}
    </section>
  );
}

function Pictures({ figures }: { figures: DiscussionAnalytics }) {
  if (figures.discussions === 0)
    return <EmptyState icon={ChartColumn} title={text.empty} hint={text.emptyHint} />;
  const share = (count: number) =>
    figures.decided === 0 ? '' : ` ${Math.round((count / figures.decided) * 100)}%`;
  return (
    <>
      <dl className="grid grid-cols-2 gap-3 sm:grid-cols-5">
        <Figure name={text.count} value={String(figures.discussions)} />
        <Figure name={text.decided} value={String(figures.decided)} />
        <Figure name={text.dissent} value={String(figures.with_dissent)} note={share(figures.with_dissent)} />
        <Figure name={text.became} value={String(figures.became_tasks)} note={share(figures.became_tasks)} />
        <Figure
          name={text.cost}
          value={costWords(figures.cost_micros)}
          note={text.tokens(countWords(figures.tokens))}
        />
      </dl>
      <OutcomeBar byStatus={figures.by_status} />
      <DayBars days={figures.by_day} />
      <MeasureLines figures={figures} />
      <SpeakerTable speakers={figures.by_speaker} />
    </>
  );
}

const Figure = ({ name, value, note = '' }: { name: string; value: string; note?: string }) => (
  <div className="rounded-card border bg-raised px-3 py-2">
    <dt className="text-ink-2 text-xs">{name}</dt>
    <dd className="font-semibold text-lg tabular-nums">
      {value}
      {note === '' ? null : <span className="ml-1.5 font-normal text-ink-2 text-xs">{note}</span>}
    </dd>
  </div>
);
