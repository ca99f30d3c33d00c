'use client';
import type { ReviewComment } from '@overmind/contracts/entities/merge';
import { CircleCheck, CircleDashed } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { useMay } from '#features/project/project-context.tsx';
import { resolution as text } from '#text/review.ts';
import { useResolve } from './use-resolve.ts';

/** Resolves a comment or opens it again; it stays where it is, and keeps the focus. */
export function SettleButton({ comment }: { comment: ReviewComment }) {
  const mayResolve = useMay('operator');
  const resolve = useResolve();
  if (!mayResolve) return null;
  const isResolved = comment.resolved_at !== null;
  return (
    <Button size="sm" look="quiet" onClick={() => resolve(comment, !isResolved)}>
      {isResolved ? <CircleDashed aria-hidden /> : <CircleCheck aria-hidden />}
      {isResolved ? text.reopen : text.resolve}
    </Button>
  );
}
