'use client';
import type { Prompt } from '@overmind/contracts/entities/prompt';
import { ArrowLeft, Pencil } from 'lucide-react';
import { Tabs } from 'radix-ui';
import { lazy, Suspense, useState } from 'react';
import { ErrorState } from '#components/notice.tsx';
import { Badge, Skeleton } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { prompts as text } from '#text/prompts.ts';
import { goToPrompt, goToTab, promptTabs, usePromptPlace } from './prompts-place.ts';
import { usePrompt } from './use-prompts.ts';

const AboutDialog = lazy(async () => ({ default: (await import('./about-dialog.tsx')).AboutDialog }));
const PromptText = lazy(async () => ({ default: (await import('./editor/prompt-text.tsx')).PromptText }));
const PromptTestTab = lazy(async () => ({
  default: (await import('./test/prompt-test.tsx')).PromptTestTab,
}));
const PromptVersions = lazy(async () => ({
  default: (await import('./versions/prompt-versions.tsx')).PromptVersions,
}));
const PromptExperiments = lazy(async () => ({
  default: (await import('./experiments/prompt-experiments.tsx')).PromptExperiments,
}));

export function PromptDetail({ id }: { id: string }) {
  const found = usePrompt(id);
  if (found.isPending) return <Skeleton className="h-72" />;
  if (found.data === undefined)
    return (
      <ErrorState
        error={found.error}
        onRetry={() => void found.refetch()}
        action={<Button onClick={() => goToPrompt(null)}>{text.toList}</Button>}
      />
    );
  return <Loaded prompt={found.data} />;
}

function Loaded({ prompt }: { prompt: Prompt }) {
  const { tab } = usePromptPlace();
  const [isNaming, setNaming] = useState(false);
  return (
    <section aria-label={prompt.title} className="min-w-0">
      <Button look="quiet" size="sm" className="-ml-2 mb-1 md:hidden" onClick={() => goToPrompt(null)}>
        <ArrowLeft aria-hidden />
        {text.toList}
      </Button>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="font-semibold text-lg">{prompt.title}</h2>
        <code className="font-mono text-ink-2 text-xs">{prompt.key}</code>
        <Badge className="border-done/50 text-done">{text.active(prompt.active_version)}</Badge>
        <Button size="sm" look="quiet" className="ml-auto" onClick={() => setNaming(true)}>
          <Pencil aria-hidden />
          {text.about}
        </Button>
      </div>
      {prompt.description === '' ? null : <p className="mt-1 text-ink-2 text-sm">{prompt.description}</p>}
      <Tabs.Root
        value={tab}
        onValueChange={(next) => goToTab(promptTabs.find((each) => each === next) ?? 'text')}
        className="mt-3"
      >
        <Tabs.List aria-label={prompt.title} className="mb-4 flex gap-4 border-b">
          {promptTabs.map((each) => (
            <Tabs.Trigger
              key={each}
              value={each}
              className="-mb-px h-9 border-transparent border-b-2 text-ink-2 text-sm data-[state=active]:border-ink data-[state=active]:font-medium data-[state=active]:text-ink max-md:h-11"
            >
              {text.tabs[each]}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <Suspense fallback={<Skeleton className="h-64" />}>
          <Tabs.Content value="text">
            <PromptText prompt={prompt} />
          </Tabs.Content>
          <Tabs.Content value="test">
            <PromptTestTab prompt={prompt} />
          </Tabs.Content>
          <Tabs.Content value="versions">
            <PromptVersions prompt={prompt} />
          </Tabs.Content>
          <Tabs.Content value="experiments">
            <PromptExperiments prompt={prompt} />
          </Tabs.Content>
        </Suspense>
      </Tabs.Root>
      <Suspense fallback={null}>
        {isNaming ? <AboutDialog prompt={prompt} onClose={() => setNaming(false)} /> : null}
      </Suspense>
    </section>
  );
}
