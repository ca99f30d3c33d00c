'use client';
import type { Prompt, PromptVersion } from '@overmind/contracts/entities/prompt';
import { ErrorState } from '#components/notice.tsx';
import { Skeleton } from '#components/ui/badge.tsx';
import { usePromptPlace } from '../prompts-place.ts';
import { usePromptVersion } from '../use-prompts.ts';
import { VersionEditor } from './version-editor.tsx';

/** The text of the version that the address names, else of the newest, to be changed into a new one. */
export function PromptText({ prompt }: { prompt: Prompt }) {
  const { version } = usePromptPlace();
  const number = version ?? prompt.latest_version;
  const found = usePromptVersion(prompt.id, number);
  if (found.isPending) return <Skeleton className="h-64" />;
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  return <Editor prompt={prompt} version={found.data} />;
}

/** Another version begins anew, but for what was written and not saved. */
const Editor = ({ prompt, version }: { prompt: Prompt; version: PromptVersion }) => (
  <VersionEditor key={version.id} prompt={prompt} version={version} />
);
