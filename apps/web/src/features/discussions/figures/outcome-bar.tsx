import { DiscussionStatus } from '@overmind/contracts/entities/discussion';
import type { DiscussionAnalytics } from '@overmind/contracts/entities/discussion-analytics';
import { cn } from '#lib/class-names.ts';
import { figures as text } from '#text/discussion-list.ts';
import { statusWords } from '#text/discussions.ts';

const tones: Record<DiscussionStatus, string> = {
  active: 'bg-running',
  paused: 'bg-blocked',
  completed: 'bg-done',
  no_consensus: 'bg-review',
  stopped: 'bg-queued',
  failed: 'bg-failed',
};

/** How many went which way, as parts of one bar. */
export function OutcomeBar({ byStatus }: { byStatus: DiscussionAnalytics['by_status'] }) {
  const parts = DiscussionStatus.options
    .map((status) => ({ status, count: byStatus[status] ?? 0 }))
    .filter(({ count }) => count > 0);
  return (
    <section aria-label={text.outcomes}>
      <h2 className="mb-1.5 font-medium text-ink-2 text-xs">{text.outcomes}</h2>
      <div aria-hidden className="flex h-3 gap-[2px] overflow-hidden rounded-full">
        {parts.map(({ status, count }) => (
          <span key={status} className={tones[status]} style={{ flexGrow: count }} />
        ))}
      </div>
      <ul className="mt-1.5 flex flex-wrap gap-x-4 gap-y-1 text-xs">
        {parts.map(({ status, count }) => (
          <li key={status} className="flex items-center gap-1.5">
            <span aria-hidden className={cn('size-2 rounded-full', tones[status])} />
            {statusWords[status]} <span className="font-medium tabular-nums">{count}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
