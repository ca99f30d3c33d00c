'use client';
import type { TranscriptEntry } from '@overmind/contracts/entities/transcript';
import {
  ChevronRight,
  CircleCheck,
  CircleDashed,
  CircleDot,
  ListChecks,
  type LucideIcon,
} from 'lucide-react';
import { useState } from 'react';
import { VisibleText } from '#features/console/visible-text.tsx';
import { cn } from '#lib/class-names.ts';
import { useIsWide } from '#lib/media.ts';
import { transcript as text } from '#text/transcript.ts';

export type Plan = Extract<TranscriptEntry, { kind: 'plan' }>;
type PlanItem = Plan['items'][number];

const marks: Record<PlanItem['status'], { icon: LucideIcon; tone: string }> = {
  pending: { icon: CircleDashed, tone: 'text-queued' },
  in_progress: { icon: CircleDot, tone: 'text-running' },
  completed: { icon: CircleCheck, tone: 'text-done' },
};

export const PlanList = ({ plan }: { plan: Plan }) => (
  <ul className="space-y-1 text-sm">
    {plan.items.map((item, index) => {
      const { icon: Icon, tone } = marks[item.status];
      return (
        // biome-ignore lint/suspicious/noArrayIndexKey: steps of a plan have no id; the plan comes whole each time
        <li key={index} className="flex items-start gap-2 [overflow-wrap:anywhere]">
          <Icon className={cn('mt-0.5 size-4 shrink-0', tone)} aria-hidden />
          <span className={cn(item.status === 'completed' && 'text-ink-2')}>
            <span className="sr-only">{text.planItem[item.status]}: </span>
            <VisibleText text={item.content} />
          </span>
        </li>
      );
    })}
  </ul>
);

/** The plan of a live session: beside the transcript where there is room, else over it and folded. */
export function PlanPanel({ plan }: { plan: Plan }) {
  const isWide = useIsWide();
  const [isUnfolded, setUnfolded] = useState(false);
  const done = plan.items.filter((item) => item.status === 'completed').length;
  const current = plan.items.find((item) => item.status === 'in_progress');
  const words = <PlanWords done={done} all={plan.items.length} />;
  if (isWide)
    return (
      <section aria-label={text.plan} className="w-72 shrink-0 overflow-y-auto border-l px-3 py-2.5">
        <p className="mb-2 flex items-center gap-2 text-sm">{words}</p>
        <PlanList plan={plan} />
      </section>
    );
  return (
    <section aria-label={text.plan} className="order-first shrink-0 border-b px-3 py-1">
      <button
        type="button"
        aria-expanded={isUnfolded}
        onClick={() => setUnfolded(!isUnfolded)}
        className="flex min-h-9 w-full min-w-0 items-center gap-2 text-left text-sm max-md:min-h-11"
      >
        {words}
        {isUnfolded || current === undefined ? null : (
          <span className="min-w-0 truncate text-ink-2">
            <VisibleText text={current.content} />
          </span>
        )}
        <ChevronRight
          className={cn('ml-auto size-3.5 shrink-0 text-ink-3', isUnfolded && 'rotate-90')}
          aria-hidden
        />
      </button>
      {isUnfolded ? (
        <div className="max-h-40 overflow-y-auto py-1">
          <PlanList plan={plan} />
        </div>
      ) : null}
    </section>
  );
}

const PlanWords = ({ done, all }: { done: number; all: number }) => (
  <>
    <ListChecks className="size-4 shrink-0 text-ink-3" aria-hidden />
    <span className="font-medium">{text.plan}</span>
    <span className="shrink-0 text-ink-3 text-xs tabular-nums">{text.planDone(done, all)}</span>
  </>
);
