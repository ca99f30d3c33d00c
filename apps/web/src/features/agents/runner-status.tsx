import type { Runner } from '@overmind/contracts/entities/runner';
import { CircleCheck, CircleSlash, CircleX, Clock, type LucideIcon } from 'lucide-react';
import { cn } from '#lib/class-names.ts';
import { runnerStatusWords } from '#text/agents.ts';

const marks: Record<Runner['status'], { icon: LucideIcon; tone: string }> = {
  online: { icon: CircleCheck, tone: 'text-done' },
  stale: { icon: Clock, tone: 'text-blocked' },
  offline: { icon: CircleX, tone: 'text-failed' },
  draining: { icon: CircleSlash, tone: 'text-queued' },
};

export function RunnerStatus({ status }: { status: Runner['status'] }) {
  const { icon: Icon, tone } = marks[status];
  return (
    <span className={cn('inline-flex items-center gap-1 font-medium', tone)}>
      <Icon className="size-3.5" aria-hidden />
      {runnerStatusWords[status]}
    </span>
  );
}
