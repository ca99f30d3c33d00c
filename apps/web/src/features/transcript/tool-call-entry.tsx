'use client';
import {
  Brain,
  ChevronRight,
  CircleCheck,
  CircleDashed,
  CircleX,
  Eye,
  FileX2,
  FolderInput,
  Globe,
  Loader2,
  type LucideIcon,
  PencilLine,
  Search,
  SquareTerminal,
  Wrench,
} from 'lucide-react';
import { lazy, Suspense } from 'react';
import { Skeleton } from '#components/ui/badge.tsx';
import { VisibleText } from '#features/console/visible-text.tsx';
import { cn } from '#lib/class-names.ts';
import { duration } from '#lib/time.ts';
import { transcript as text } from '#text/transcript.ts';
import type { ToolCall } from './tool-call.ts';
import { useUnfolded } from './unfolded.ts';

const ToolCallDetails = lazy(async () => ({
  default: (await import('./tool-call-details.tsx')).ToolCallDetails,
}));

const icons: Record<ToolCall['tool'], LucideIcon> = {
  read: Eye,
  edit: PencilLine,
  delete: FileX2,
  move: FolderInput,
  search: Search,
  execute: SquareTerminal,
  think: Brain,
  fetch: Globe,
  other: Wrench,
};
const statuses: Record<ToolCall['status'], { icon: LucideIcon; tone: string }> = {
  pending: { icon: CircleDashed, tone: 'text-queued' },
  in_progress: { icon: Loader2, tone: 'text-running' },
  completed: { icon: CircleCheck, tone: 'text-done' },
  failed: { icon: CircleX, tone: 'text-failed' },
};

interface ToolCallEntryProps {
  entry: ToolCall;
  /** How long it took, where that is known. */
  tookMs: number | null;
  isLive: boolean;
}

/** What the agent did, on one line; unfolded with input, output and changes. */
export function ToolCallEntry({ entry, tookMs, isLive }: ToolCallEntryProps) {
  const [isOpen, toggle] = useUnfolded(entry.id);
  const Icon = icons[entry.tool];
  const { icon: StatusIcon, tone } = statuses[entry.status];
  const isMoving = isLive && entry.status === 'in_progress';
  return (
    <div className={cn('rounded-card border bg-raised', entry.status === 'failed' && 'border-failed/50')}>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={toggle}
        className="flex w-full min-w-0 items-center gap-2 rounded-card px-2.5 py-1.5 text-left text-sm hover:bg-ink/4 max-md:min-h-11"
      >
        <Icon className="size-4 shrink-0 text-ink-3" aria-hidden />
        <span className="shrink-0 text-ink-2 text-xs">{text.tools[entry.tool]}</span>
        <span className={cn('min-w-0 flex-1 truncate', entry.tool === 'execute' && 'font-mono text-xs')}>
          <VisibleText text={titleOf(entry)} />
        </span>
        <DiffCounts entry={entry} />
        {tookMs === null ? null : (
          <span className="shrink-0 text-ink-3 text-xs tabular-nums max-sm:hidden">{duration(tookMs)}</span>
        )}
        <span className={cn('shrink-0', tone)} title={text.toolStatus[entry.status]}>
          <StatusIcon
            className={cn('size-4', isMoving && 'animate-spin [animation-duration:2.4s]')}
            aria-hidden
          />
          <span className="sr-only">{text.toolStatus[entry.status]}</span>
        </span>
        <ChevronRight className={cn('size-3.5 shrink-0 text-ink-3', isOpen && 'rotate-90')} aria-hidden />
      </button>
      {isOpen ? (
        <Suspense fallback={<Skeleton className="m-2 h-24" />}>
          <ToolCallDetails entry={entry} />
        </Suspense>
      ) : null}
    </div>
  );
}

/** Agents often begin a title with the very word that stands before it. */
function titleOf({ title, tool }: ToolCall): string {
  const word = `${text.tools[tool]} `;
  return title.startsWith(word) ? title.slice(word.length) : title;
}

function DiffCounts({ entry }: { entry: ToolCall }) {
  if (entry.diffs.length === 0) return null;
  let [plus, minus] = [0, 0];
  for (const { patch } of entry.diffs)
    for (const line of patch.split('\n')) {
      if (line.startsWith('+') && !line.startsWith('+++')) plus += 1;
      if (line.startsWith('-') && !line.startsWith('---')) minus += 1;
    }
  return (
    <span className="shrink-0 text-xs tabular-nums">
      <span className="text-done">+{plus}</span> <span className="text-failed">−{minus}</span>
    </span>
  );
}
