'use client';
import type { ReviewComment } from '@overmind/contracts/entities/merge';
import {
  addReviewComment,
  deleteReviewComment,
  editReviewComment,
  listReviewComments,
} from '@overmind/contracts/routes/merges';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useMay } from '#features/project/project-context.tsx';
import { useMe } from '#features/session/use-session.ts';
import { routeKey, useRoute, useSend } from '#lib/api/use-route.ts';

const none: readonly ReviewComment[] = [];

/** Comments on the lines of a run, oldest first. */
export const useComments = (runId: string) => {
  const { data } = useRoute(listReviewComments, { params: { id: runId } });
  return data?.items ?? none;
};

/** Open comments that the next run is given: no run has been until now. */
export const useUnsentComments = (runId: string): readonly ReviewComment[] =>
  useComments(runId).filter(({ sent_at, resolved_at }) => sent_at === null && resolved_at === null);

function changeComments(
  queries: QueryClient,
  runId: string,
  change: (items: ReviewComment[]) => ReviewComment[],
): void {
  queries.setQueryData<{ items: ReviewComment[]; next_cursor: null }>(
    routeKey(listReviewComments, { params: { id: runId } }),
    (before) => ({ items: change(before?.items ?? []), next_cursor: null }),
  );
}

/** Shows a comment as the server answered it. */
export const putComment = (queries: QueryClient, comment: ReviewComment): void =>
  changeComments(queries, comment.run_id, (items) =>
    [...items.filter(({ id }) => id !== comment.id), comment].sort(byAge),
  );

/** Adding, changing and taking back; what the server answers is shown without asking again. */
export function useCommentActs(runId: string) {
  const queries = useQueryClient();
  const put = (comment: ReviewComment) => putComment(queries, comment);
  const add = useSend(addReviewComment, { onSuccess: put });
  const edit = useSend(editReviewComment, { onSuccess: put });
  const remove = useSend(deleteReviewComment, {
    onSuccess: (_, { params }) =>
      changeComments(queries, runId, (items) => items.filter(({ id }) => id !== params.id)),
  });
  return { add, edit, remove };
}

const byAge = (a: ReviewComment, b: ReviewComment): number => (a.created_at < b.created_at ? -1 : 1);

/** Only your own words, and only before an agent was given them. */
export function useMayChange(comment: ReviewComment): boolean {
  const me = useMe().data?.user.id;
  const mayComment = useMay('operator');
  return mayComment && comment.sent_at === null && me !== undefined && comment.author_user_id === me;
}
