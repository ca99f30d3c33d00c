'use client';
import type { Prompt } from '@overmind/contracts/entities/prompt';
import { findPlace } from '@overmind/domain/prompts/places';
import { lazy, Suspense, useMemo, useState } from 'react';
import { Skeleton } from '#components/ui/badge.tsx';
import { newIdempotencyKey } from '#lib/api/client.ts';
import { promptEditor as text } from '#text/prompts.ts';
import { trial } from '#text/providers.ts';
import { previewOf } from './preview-of.ts';
import { ValueFields } from './value-fields.tsx';
import type { VersionDraft } from './version-draft.ts';

const TrialPanel = lazy(async () => ({
  default: (await import('#features/providers/trial/trial-panel.tsx')).TrialPanel,
}));

/** By the names of variables. */
export type TypedValues = Record<string, string>;

interface PromptPreviewProps {
  prompt: Prompt;
  draft: VersionDraft;
  typed: TypedValues;
  onType(typed: TypedValues): void;
}

/** The text as a model gets it, with values that a person gives; made here, so nothing is sent. */
export function PromptPreview({ prompt, draft, typed, onType }: PromptPreviewProps) {
  // As random as what the server draws for each rendering, so that it looks the same.
  const [boundary] = useState(newIdempotencyKey);
  const place = findPlace(prompt.key);
  const parts = place?.parts ?? [];
  const made = useMemo(() => previewOf(draft, place, typed, boundary), [draft, place, typed, boundary]);
  return (
    <section aria-label={text.preview} className="space-y-3 rounded-card border bg-surface p-4">
      <div>
        <h3 className="font-semibold text-sm">{text.preview}</h3>
        <p className="text-ink-3 text-xs">{text.previewHint}</p>
      </div>
      <ValueFields variables={draft.variables} typed={typed} onChange={onType} />
      {parts.length === 0 ? null : (
        <fieldset className="space-y-3">
          <legend className="mb-1 font-medium text-ink-2 text-xs">{text.parts}</legend>
          <ValueFields variables={parts} typed={typed} onChange={onType} />
        </fieldset>
      )}
      {made === null || made.ok ? null : (
        <ul className="list-disc pl-4 text-review text-sm">
          {made.problems.map(({ pointer, detail }) => (
            <li key={pointer}>{detail}</li>
          ))}
        </ul>
      )}
      {made?.ok ? (
        <>
          {made.system === '' ? null : <Shown label={text.system_} words={made.system} />}
          {made.body === '' ? null : <Shown label={text.body_} words={made.body} />}
          <details>
            <summary className="font-medium text-sm max-md:min-h-11">{trial.title}</summary>
            <p className="mt-1 mb-3 text-ink-3 text-xs">{trial.hint}</p>
            <Suspense fallback={<Skeleton className="h-32" />}>
              <TrialPanel given={made} />
            </Suspense>
          </details>
        </>
      ) : null}
    </section>
  );
}

const Shown = ({ label, words }: { label: string; words: string }) => (
  <div>
    <h4 className="mb-1 font-medium text-ink-2 text-xs">{label}</h4>
    <pre
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
      tabIndex={0}
      className="max-h-72 overflow-auto whitespace-pre-wrap rounded-md border bg-sunken p-2.5 font-mono text-xs [overflow-wrap:anywhere]"
    >
      {words}
    </pre>
  </div>
);
