'use client';
import type { RouteQuestion } from '@overmind/contracts/entities/model-catalogue';
import { explainRoute } from '@overmind/contracts/routes/models';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { Skeleton } from '#components/ui/badge.tsx';
import { RouterReasons } from '#features/model-calls/why-model.tsx';
import { api } from '#lib/api/client.ts';
import { errorWords } from '#lib/api/error-words.ts';
import { complexityWords, modelCalls, privacyWords } from '#text/model-calls.ts';
import { trial as text } from '#text/providers.ts';

/** Where a call would go and why not elsewhere. It is a question in a body, and changes nothing. */
export function Explained({ question }: { question: z.input<typeof RouteQuestion> }) {
  const found = useQuery({
    queryKey: [explainRoute.id, question],
    queryFn: ({ signal }) => api.call(explainRoute, { body: question, signal }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  if (found.isPending) return <Skeleton className="h-24" />;
  if (found.isError) return <p className="text-failed text-sm">{errorWords(found.error)}</p>;
  const { privacy, complexity, candidates, excluded, detail } = found.data;
  return (
    <section aria-label={text.explained} className="rounded-card border bg-sunken p-3">
      <p className="mb-2 text-ink-2 text-xs">
        {modelCalls.whyHint(privacyWords[privacy], complexityWords[complexity])}
      </p>
      {detail === null ? null : <p className="mb-2 text-review text-sm">{detail}</p>}
      <RouterReasons candidates={candidates} excluded={excluded} answeredBy={null} />
    </section>
  );
}
