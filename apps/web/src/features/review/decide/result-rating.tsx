'use client';
import { getTaskRating, rateTask } from '@overmind/contracts/routes/tasks';
import { useQueryClient } from '@tanstack/react-query';
import { RatingScale } from '#components/rating-scale.tsx';
import { useMay } from '#features/project/project-context.tsx';
import { errorWords } from '#lib/api/error-words.ts';
import { routeKey, useRoute, useSend } from '#lib/api/use-route.ts';
import { toast } from '#lib/toast.ts';
import { ratings as text } from '#text/ratings.ts';

/** How good the result of a task is, where an experiment has a use for that. */
export function ResultRating({ taskId }: { taskId: string }) {
  const mayRate = useMay('operator');
  const queries = useQueryClient();
  const input = { params: { id: taskId } };
  const rating = useRoute(getTaskRating, input).data?.rating ?? null;
  const send = useSend(rateTask, {
    onSuccess: (rated) => queries.setQueryData(routeKey(getTaskRating, input), { rating: rated }),
    onError: (error) => toast.error(text.failed, { description: errorWords(error) }),
  });
  if (rating === null) return null;
  return (
    <RatingScale
      label={text.ofResult}
      rating={rating}
      isBusy={send.isPending}
      onRate={mayRate ? (value) => send.mutate({ ...input, body: { value } }) : undefined}
    />
  );
}
