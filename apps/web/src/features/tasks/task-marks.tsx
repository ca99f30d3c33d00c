import type { TaskStatus, TaskType } from '@overmind/contracts/entities/task';
import {
  Ban,
  BookText,
  CircleCheck,
  CircleDashed,
  CirclePause,
  CircleX,
  Code,
  Eye,
  FlaskConical,
  Loader2,
  type LucideIcon,
  ScanEye,
  Server,
  Telescope,
} from 'lucide-react';
import { cn } from '#lib/class-names.ts';
import { priorityWords, taskStatusWords, taskTypeWords } from '#text/status.ts';

export const statusMarks: Record<TaskStatus, { icon: LucideIcon; tone: string; dot: string }> = {
  queued: { icon: CircleDashed, tone: 'text-queued', dot: 'bg-queued' },
  in_progress: { icon: Loader2, tone: 'text-running', dot: 'bg-running' },
  blocked: { icon: CirclePause, tone: 'text-blocked', dot: 'bg-blocked' },
  needs_review: { icon: Eye, tone: 'text-review', dot: 'bg-signal' },
  done: { icon: CircleCheck, tone: 'text-done', dot: 'bg-done' },
  failed: { icon: CircleX, tone: 'text-failed', dot: 'bg-failed' },
  canceled: { icon: Ban, tone: 'text-queued', dot: 'bg-queued' },
};
const typeIcons: Record<TaskType, LucideIcon> = {
  code_change: Code,
  test: FlaskConical,
  review: ScanEye,
  doc: BookText,
  research: Telescope,
  infra: Server,
};

export function StatusMark({
  status,
  withWords = true,
  className,
}: {
  status: TaskStatus;
  withWords?: boolean;
  className?: string;
}) {
  const { icon: Icon, tone } = statusMarks[status];
  return (
    <span className={cn('inline-flex items-center gap-1.5 font-medium', tone, className)}>
      <Icon className="size-3.5 shrink-0" aria-hidden />
      <span className={withWords ? undefined : 'sr-only'}>{taskStatusWords[status]}</span>
    </span>
  );
}

export function TypeMark({ type, className }: { type: TaskType; className?: string }) {
  const Icon = typeIcons[type];
  return (
    <span title={taskTypeWords[type]} className={cn('inline-flex text-ink-3', className)}>
      <Icon className="size-3.5" aria-hidden />
      <span className="sr-only">{taskTypeWords[type]}</span>
    </span>
  );
}

/** Three bars, fewer the less urgent; the most urgent is a filled mark. Normal shows nothing. */
export function PriorityMark({
  priority,
  isAlwaysShown = false,
}: {
  priority: number;
  isAlwaysShown?: boolean;
}) {
  if (priority === 3 && !isAlwaysShown) return null;
  const words = priorityWords[priority] ?? String(priority);
  return (
    <span title={`P${priority}: ${words}`} className="inline-flex items-center gap-1">
      <span className="flex h-2.5 items-end gap-[2px]" aria-hidden>
        {[1, 2, 3].map((bar) => (
          <span
            key={bar}
            style={{ height: `${bar * 33}%` }}
            className={cn(
              'w-[3px] rounded-[1px]',
              bar <= 5 - priority || priority === 1 ? barTone(priority) : 'bg-line-strong',
            )}
          />
        ))}
      </span>
      <span className="sr-only">{words}</span>
    </span>
  );
}
const barTone = (priority: number): string =>
  priority === 1 ? 'bg-failed' : priority === 2 ? 'bg-signal' : 'bg-ink-3';
