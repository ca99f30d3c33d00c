'use client';
import type { Prompt } from '@overmind/contracts/entities/prompt';
import { useState } from 'react';
import { ErrorState } from '#components/notice.tsx';
import { Skeleton } from '#components/ui/badge.tsx';
import { usePromptPlace } from '../prompts-place.ts';
import { usePromptVersion } from '../use-prompts.ts';
import type { TypedValues } from './prompt-preview.tsx';
import { VersionEditor } from './version-editor.tsx';

/** The text of the version that the address names, else of the newest, to be changed into a new one. */
export function PromptText({ prompt }: { prompt: Prompt }) {
  const { version } = usePromptPlace();
  // They outlive a version, so that the next one can be looked at with the same.
  const [typed, setTyped] = useState<TypedValues>({});
  const number = version ?? prompt.latest_version;
  const found = usePromptVersion(prompt.id, number);
  if (found.isPending) return <Skeleton className="h-64" />;
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  // Another version begins anew, but for what was written and not saved.
  return (
    <VersionEditor key={found.data.id} prompt={prompt} version={found.data} typed={typed} onType={setTyped} />
  );
}
