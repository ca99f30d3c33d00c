'use client';
import type { ReviewComment } from '@overmind/contracts/entities/merge';
import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { usePersonName } from '#features/people/use-people.ts';
import { cn } from '#lib/class-names.ts';
import { resolution as text } from '#text/review.ts';

/** A resolved comment takes one line until it is asked for. */
export function useFold(comment: ReviewComment) {
  const [isShown, setShown] = useState(false);
  return { isFolded: comment.resolved_at !== null && !isShown, toggle: () => setShown(!isShown) };
}

interface ResolvedMarkProps {
  comment: ReviewComment;
  isFolded: boolean;
  onToggle(): void;
}

/** Who resolved a comment; shows and folds its words. Nothing while it is open. */
export function ResolvedMark({ comment, isFolded, onToggle }: ResolvedMarkProps) {
  const nameOf = usePersonName(comment.project_id);
  if (comment.resolved_at === null) return null;
  const by = comment.resolved_by_user_id;
  return (
    <button
      type="button"
      aria-expanded={!isFolded}
      onClick={onToggle}
      className="flex min-h-6 items-center gap-1 text-done max-md:min-h-11"
    >
      <ChevronRight className={cn('size-3.5 shrink-0', isFolded ? '' : 'rotate-90')} aria-hidden />
      {by === null ? text.resolved : text.resolvedBy(nameOf(by))}
    </button>
  );
}
