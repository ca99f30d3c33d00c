'use client';
import type { ModelPolicy } from '@overmind/contracts/entities/model';
import { explainRoute } from '@overmind/contracts/routes/models';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useProjectScope } from '#features/project/project-context.tsx';
import { api } from '#lib/api/client.ts';
import { errorWords } from '#lib/api/error-words.ts';
import { planner as text } from '#text/planner.ts';

/** Which model would be asked by what is chosen here, or why none: the rules would go on alone without a word. */
export function PlannerModel({ policy }: { policy: ModelPolicy }) {
  const { projectId } = useProjectScope();
  const question = { policy, project_id: projectId };
  const found = useQuery({
    queryKey: [explainRoute.id, question],
    queryFn: ({ signal }) => api.call(explainRoute, { body: question, signal }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  if (found.isPending) return null;
  if (found.isError) return <p className="text-failed text-xs">{errorWords(found.error)}</p>;
  const { candidates, excluded, detail } = found.data;
  const [first] = candidates;
  return (
    <p role="status" className={first === undefined ? 'text-review text-xs' : 'text-ink-2 text-xs'}>
      {first === undefined ? text.noModel(excluded[0]?.detail ?? detail ?? '') : text.wouldAsk(first.ref)}
    </p>
  );
}
