'use client';
import type { Prompt } from '@overmind/contracts/entities/prompt';
import { diffPromptVersions } from '@overmind/contracts/routes/prompts';
import { X } from 'lucide-react';
import { useState } from 'react';
import { ErrorState } from '#components/notice.tsx';
import { Skeleton } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Select } from '#components/ui/field.tsx';
import { ViewButtons } from '#components/view-buttons.tsx';
import { useRoute } from '#lib/api/use-route.ts';
import { common } from '#text/common.ts';
import { promptVersions as text } from '#text/prompts.ts';
import { goToCompare } from '../prompts-place.ts';
import { Difference, type DiffView, diffViews } from './difference.tsx';

const parts = ['system', 'body', 'variables'] as const;

/** What one version says and another does not, part by part. */
export function VersionCompare({ prompt, from, to }: { prompt: Prompt; from: number; to: number }) {
  const [view, setView] = useState<DiffView>('split');
  const diff = useRoute(
    diffPromptVersions,
    { params: { id: prompt.id }, query: { from, to } },
    { staleTime: Number.POSITIVE_INFINITY },
  );
  return (
    <section aria-label={text.compareWith(from, to)} className="rounded-card border bg-surface p-3">
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <VersionSelect
          label={text.from}
          latest={prompt.latest_version}
          value={from}
          onPick={(next) => goToCompare(next, to)}
        />
        <VersionSelect
          label={text.to}
          latest={prompt.latest_version}
          value={to}
          onPick={(next) => goToCompare(from, next)}
        />
        <span className="ml-auto flex gap-1">
          <ViewButtons views={diffViews} view={view} names={text} onView={setView} />
          <Button look="quiet" size="icon" aria-label={common.close} onClick={() => goToCompare(null, null)}>
            <X aria-hidden />
          </Button>
        </span>
      </div>
      {diff.isPending ? <Skeleton className="h-40" /> : null}
      {diff.isError ? <ErrorState error={diff.error} onRetry={() => void diff.refetch()} /> : null}
      {diff.data === undefined ? null : (
        <Difference patches={parts.map((part) => [text.parts[part], diff.data[part]])} view={view} />
      )}
    </section>
  );
}

interface VersionSelectProps {
  label: string;
  latest: number;
  value: number;
  onPick(version: number): void;
}

const VersionSelect = ({ label, latest, value, onPick }: VersionSelectProps) => (
  <Select
    aria-label={label}
    value={value}
    onChange={(event) => onPick(Number(event.target.value))}
    className="w-32"
  >
    {Array.from({ length: latest }, (_, index) => latest - index).map((number) => (
      <option key={number} value={number}>
        {text.version(number)}
      </option>
    ))}
  </Select>
);
