'use client';
import type { DiscussionDetail } from '@overmind/contracts/entities/discussion-room';
import Link from 'next/link';
import { lazy, Suspense, useMemo } from 'react';
import { Skeleton } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { useProjectScope } from '#features/project/project-context.tsx';
import { ProjectFrame } from '#features/project/project-frame.tsx';
import { cn } from '#lib/class-names.ts';
import { useSearchParam } from '#lib/search-param.ts';
import { room as text } from '#text/discussions.ts';
import { discussionsPath } from '../discussions-path.ts';
import { useLiveDiscussion } from '../live/use-live-discussion.ts';
import { StatusBadge } from '../status-badge.tsx';
import { useDiscussionActs } from '../use-discussion.ts';
import { VoicesContext, voicesOf } from '../voices.tsx';
import { EndNote } from './end-note.tsx';
import { PhaseLine } from './phase-line.tsx';
import { RoomActs } from './room-acts.tsx';
import { RoomAside } from './room-aside.tsx';
import { RoomTalk } from './room-talk.tsx';

// What is beside the talk at first is the table.
const ProposalsView = lazy(async () => ({
  default: (await import('../proposals/proposals-view.tsx')).ProposalsView,
}));
const DecisionPart = lazy(async () => ({
  default: (await import('../outcome/decision-part.tsx')).DecisionPart,
}));

const views = ['talk', 'proposals', 'record', 'table'] as const;
type View = (typeof views)[number];

/** Where the agents meet: what is said, what is on the table, and what came of it. */
export function Room({ discussion }: { discussion: DiscussionDetail }) {
  const { id, title, speakers, facilitator, phase, used, ended_at: endedAt } = discussion;
  const { projectId } = useProjectScope();
  const live = useLiveDiscussion(id);
  const acts = useDiscussionActs(id);
  const voices = useMemo(() => voicesOf(speakers, facilitator), [speakers, facilitator]);
  const [asked, show] = useSearchParam('view');
  const view: View = views.find((each) => each === asked) ?? 'talk';
  return (
    <VoicesContext value={voices}>
      <ProjectFrame title={title} actions={<RoomActs discussion={discussion} acts={acts} />}>
        <div className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-1.5 border-b px-3 py-2">
          <Link href={discussionsPath(projectId)} className="text-accent text-xs underline">
            {text.back}
          </Link>
          <StatusBadge discussion={discussion} />
          <PhaseLine phase={phase} isOver={endedAt !== null} round={used.rounds} />
          <ViewButtons view={view} onShow={(next) => show(next === 'talk' ? null : next)} />
        </div>
        <EndNote discussion={discussion} />
        <div className="flex min-h-0 flex-1">
          <div className={cn('flex min-h-0 min-w-0 flex-1 flex-col', view !== 'talk' && 'max-lg:hidden')}>
            <RoomTalk discussion={discussion} live={live} acts={acts} />
          </div>
          <section
            aria-label={text.viewsLabel}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
            tabIndex={0}
            className={cn(
              'min-h-0 w-full overflow-y-auto overflow-x-hidden border-l bg-surface p-4 focus-visible:outline-offset-[-2px] lg:w-[min(440px,38vw)]',
              view === 'talk' && 'max-lg:hidden',
            )}
          >
            <Beside view={view} discussion={discussion} live={live} acts={acts} />
          </section>
        </div>
      </ProjectFrame>
    </VoicesContext>
  );
}

interface ViewButtonsProps {
  view: View;
  onShow(view: View): void;
}

const ViewButtons = ({ view, onShow }: ViewButtonsProps) => (
  <fieldset className="ml-auto flex flex-wrap gap-1" aria-label={text.viewsLabel}>
    {views.map((each) => (
      <Button
        key={each}
        size="sm"
        look={view === each ? 'plain' : 'quiet'}
        aria-pressed={view === each}
        // On a wide screen the talk and the table stand side by side, under one name.
        className={each === 'table' ? 'lg:hidden' : ''}
        onClick={() => onShow(each)}
      >
        {text.views[each]}
      </Button>
    ))}
  </fieldset>
);

interface BesideProps {
  view: View;
  discussion: DiscussionDetail;
  live: ReturnType<typeof useLiveDiscussion>;
  acts: ReturnType<typeof useDiscussionActs>;
}

const Beside = ({ view, discussion, live, acts }: BesideProps) => (
  <Suspense fallback={<Skeleton className="h-48" />}>
    {view === 'proposals' ? (
      <ProposalsView discussion={discussion} />
    ) : view === 'record' ? (
      <DecisionPart discussion={discussion} acts={acts} />
    ) : (
      <RoomAside discussion={discussion} live={live} />
    )}
  </Suspense>
);
