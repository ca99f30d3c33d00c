'use client';
import type { Prompt } from '@overmind/contracts/entities/prompt';
import { FlaskConical } from 'lucide-react';
import { useState } from 'react';
import { ErrorState } from '#components/notice.tsx';
import { Skeleton } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { measuresOf } from '#text/prompt-measures.ts';
import { experiments as text } from '#text/prompts.ts';
import { ExperimentCard } from './experiment-card.tsx';
import { NewExperimentDialog } from './new-experiment-dialog.tsx';
import { useExperiments } from './use-experiments.ts';

/** Versions against each other, and what came of each. */
export function PromptExperiments({ prompt }: { prompt: Prompt }) {
  const found = useExperiments(prompt.id);
  const [isAdding, setAdding] = useState(false);
  if (found.isPending) return <Skeleton className="h-48" />;
  if (found.isError && found.experiments.length === 0)
    return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  return (
    <div className="space-y-4">
      {found.experiments.length === 0 ? <p className="text-ink-2 text-sm">{text.empty}</p> : null}
      <CountedByItself promptKey={prompt.key} />
      {prompt.latest_version < 2 ? (
        <p className="text-ink-2 text-sm">{text.needsTwo}</p>
      ) : (
        <Button onClick={() => setAdding(true)}>
          <FlaskConical aria-hidden />
          {text.add}
        </Button>
      )}
      {found.experiments.map((experiment) => (
        <ExperimentCard key={experiment.id} promptKey={prompt.key} experiment={experiment} />
      ))}
      {found.hasNextPage ? (
        <Button isBusy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {text.more}
        </Button>
      ) : null}
      {isAdding ? <NewExperimentDialog prompt={prompt} onClose={() => setAdding(false)} /> : null}
    </div>
  );
}

/** Of what the program itself uses it is said what it counts; the rest is told to the API. */
function CountedByItself({ promptKey }: { promptKey: string }) {
  const measured = measuresOf(promptKey);
  if (measured === null) return null;
  return <p className="max-w-[80ch] text-ink-2 text-sm">{measured.subject}</p>;
}
