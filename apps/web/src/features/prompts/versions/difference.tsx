'use client';
import { useMemo } from 'react';
import { Diff } from 'react-diff-view';
import 'react-diff-view/style/index.css';
import '#styles/diff.css';
import { DiffHunks } from '#components/diff-hunks.tsx';
import { parsePatch } from '#lib/parse-patch.ts';
import { promptVersions as text } from '#text/prompts.ts';

export const diffViews = ['split', 'unified'] as const;
export type DiffView = (typeof diffViews)[number];

interface DifferenceProps {
  /** Names of parts with their patches; one that is empty is left out. */
  patches: readonly (readonly [name: string, patch: string])[];
  view: DiffView;
}

/** What one text says and another does not, part by part. */
export function Difference({ patches, view }: DifferenceProps) {
  const files = useMemo(
    () => patches.flatMap(([name, patch]) => parsePatch(patch).map((file) => ({ name, file }))),
    [patches],
  );
  if (files.length === 0) return <p className="p-2 text-ink-2 text-sm">{text.same}</p>;
  return files.map(({ name, file }) => (
    <div key={name} className="mb-3">
      <h3 className="mb-1 font-medium text-ink-2 text-xs">{name}</h3>
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
        tabIndex={0}
        aria-label={name}
        className="overflow-x-auto rounded-card border bg-raised"
      >
        <Diff viewType={view} diffType={file.type} hunks={file.hunks}>
          {(hunks) => <DiffHunks hunks={hunks} />}
        </Diff>
      </section>
    </div>
  ));
}
