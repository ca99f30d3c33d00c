import { type RunStatus, runStatuses } from '@overmind/contracts/entities/run';
import {
  Ban,
  CircleCheck,
  CircleDashed,
  CircleX,
  Clock,
  Loader2,
  type LucideIcon,
  TimerOff,
} from 'lucide-react';
import { cn } from '#lib/class-names.ts';
import { runStatusWords } from '#text/status.ts';

const marks: Record<RunStatus, { icon: LucideIcon; tone: string }> = {
  queued: { icon: CircleDashed, tone: 'text-queued' },
  started: { icon: Loader2, tone: 'text-running' },
  streaming: { icon: Loader2, tone: 'text-running' },
  completed: { icon: CircleCheck, tone: 'text-done' },
  failed: { icon: CircleX, tone: 'text-failed' },
  timed_out: { icon: TimerOff, tone: 'text-failed' },
  canceled: { icon: Ban, tone: 'text-queued' },
};

const isRunStatus = (status: string): status is RunStatus =>
  (runStatuses as readonly string[]).includes(status);

interface RunStatusMarkProps {
  status: string;
  withWords?: boolean;
}

export function RunStatusMark({ status, withWords = true }: RunStatusMarkProps) {
  const mark = isRunStatus(status) ? marks[status] : { icon: Clock, tone: 'text-queued' };
  const words = isRunStatus(status) ? runStatusWords[status] : status;
  const isLive = status === 'started' || status === 'streaming';
  return (
    <span className={cn('inline-flex items-center gap-1', mark.tone)}>
      <mark.icon className={cn('size-3.5', isLive && 'animate-spin [animation-duration:2.4s]')} aria-hidden />
      <span className={withWords ? undefined : 'sr-only'}>{words}</span>
    </span>
  );
}
