import type { DiscussionStatus } from '@overmind/contracts/entities/discussion';
import type { Discussion } from '@overmind/contracts/entities/discussion-room';
import {
  CircleCheck,
  CircleHelp,
  CircleSlash,
  CircleX,
  type LucideIcon,
  Pause,
  Radio,
  Split,
} from 'lucide-react';
import { Badge } from '#components/ui/badge.tsx';
import { cn } from '#lib/class-names.ts';
import { room, statusWords } from '#text/discussions.ts';

const marks: Record<DiscussionStatus, { icon: LucideIcon; tone: string }> = {
  active: { icon: Radio, tone: 'text-running' },
  paused: { icon: Pause, tone: 'text-blocked' },
  completed: { icon: CircleCheck, tone: 'text-done' },
  no_consensus: { icon: Split, tone: 'text-review' },
  stopped: { icon: CircleSlash, tone: 'text-ink-2' },
  failed: { icon: CircleX, tone: 'text-failed' },
};

/** How a discussion stands; that it waits for an answer is said louder than that it is paused. */
export function StatusBadge({
  discussion,
}: {
  discussion: Pick<Discussion, 'status' | 'waits_for' | 'reason'>;
}) {
  const { status, waits_for: waitsFor, reason } = discussion;
  if (waitsFor === 'user')
    return (
      <Badge className="border-transparent bg-signal-soft text-review">
        <CircleHelp aria-hidden />
        {room.waitsForYou}
      </Badge>
    );
  const { icon: Icon, tone } = marks[status];
  return (
    <Badge className={cn(tone)} title={reason ?? undefined}>
      <Icon aria-hidden />
      {statusWords[status]}
    </Badge>
  );
}
