'use client';
import type { ReviewComment } from '@overmind/contracts/entities/merge';
import { resolveReviewComment } from '@overmind/contracts/routes/merges';
import { useQueryClient } from '@tanstack/react-query';
import { errorWords } from '#lib/api/error-words.ts';
import { useSend } from '#lib/api/use-route.ts';
import { toast } from '#lib/toast.ts';
import { resolution as text } from '#text/review.ts';
import type { LinePlace } from '../diff/diff-file.ts';
import { commentsOn, type Said } from './open-comments.ts';
import { putComment } from './use-comments.ts';

/** Settles a comment of any run, whoever wrote it, or opens it again. */
export function useResolve(): (comment: ReviewComment, isResolved: boolean) => void {
  const queries = useQueryClient();
  const { mutate } = useSend(resolveReviewComment, {
    onSuccess: (comment) => putComment(queries, comment),
    onError: (error) => toast.error(text.failed, { description: errorWords(error) }),
  });
  return ({ id }, isResolved) => mutate({ params: { id }, body: { is_resolved: isResolved } });
}

/** Settles all that is open on a line; where nothing is, opens all of it again. */
export function useSettle(said: Said): (line: LinePlace) => void {
  const resolve = useResolve();
  return (line) => {
    const comments = commentsOn(said, line);
    const open = comments.filter(({ resolved_at }) => resolved_at === null);
    for (const comment of open.length > 0 ? open : comments) resolve(comment, open.length > 0);
  };
}
