import type { MergeStatus } from '@overmind/contracts/entities/merge';
import {
  Ban,
  CircleX,
  Clock,
  GitMerge,
  GitPullRequestArrow,
  Loader2,
  type LucideIcon,
  Split,
} from 'lucide-react';
import { cn } from '#lib/class-names.ts';
import { mergeStatusWords } from '#text/merges.ts';

const marks: Record<MergeStatus, { icon: LucideIcon; tone: string }> = {
  queued: { icon: Clock, tone: 'text-queued' },
  checking: { icon: Loader2, tone: 'text-running' },
  merged: { icon: GitMerge, tone: 'text-done' },
  conflict: { icon: Split, tone: 'text-failed' },
  check_failed: { icon: CircleX, tone: 'text-failed' },
  failed: { icon: CircleX, tone: 'text-failed' },
  canceled: { icon: Ban, tone: 'text-queued' },
};

interface MergeMarkProps {
  status: MergeStatus;
  /** Said in place of the usual words, where a pull request is what `merged` means. */
  words?: string;
  isPullRequest?: boolean;
}

export function MergeMark({ status, words, isPullRequest = false }: MergeMarkProps) {
  const { icon, tone } = marks[status];
  const Icon = isPullRequest && status === 'merged' ? GitPullRequestArrow : icon;
  return (
    <span className={cn('inline-flex items-center gap-1.5 font-medium text-sm', tone)}>
      <Icon className={cn('size-4 shrink-0', status === 'checking' ? 'animate-spin' : '')} aria-hidden />
      {words ?? mergeStatusWords[status]}
    </span>
  );
}
