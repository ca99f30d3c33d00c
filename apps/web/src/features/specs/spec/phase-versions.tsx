'use client';
import type { SpecPhase } from '@overmind/contracts/entities/spec';
import { getSpecPhaseVersion } from '@overmind/contracts/routes/specs';
import { useState } from 'react';
import { LineDiff } from '#components/line-diff.tsx';
import { ErrorState } from '#components/notice.tsx';
import { TimeAgo } from '#components/time-ago.tsx';
import { Skeleton } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { ViewButtons } from '#components/view-buttons.tsx';
import { FoldedText } from '#features/chat/folded-text.tsx';
import { useRoute } from '#lib/api/use-route.ts';
import { phase as text } from '#text/specs.ts';
import { useSpecPhaseVersions } from '../use-specs.ts';

interface PhaseVersionsProps {
  phase: SpecPhase;
  /** Puts a text into the editor; undefined where nothing may be written. */
  onRestore: ((text: string) => void) | undefined;
}

/** Every text that the phase had, newest first. */
export function PhaseVersions({ phase, onRestore }: PhaseVersionsProps) {
  const found = useSpecPhaseVersions(phase.spec_id, phase.phase);
  const [shown, show] = useState<number | null>(null);
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (found.isPending) return <Skeleton className="h-24" />;
  return (
    <section aria-label={text.versions} className="space-y-2 rounded-card border bg-raised p-3 text-sm">
      <ul className="divide-y">
        {found.versions.map(({ version, chars, edited_at: editedAt }) => (
          <li key={version} className="py-1.5">
            <div className="flex flex-wrap items-center gap-2">
              <span className="tabular-nums">{text.version(version)}</span>
              <span className="text-ink-2 text-xs">
                {text.chars(chars)} · <TimeAgo iso={editedAt} />
              </span>
              <Button
                size="sm"
                look="quiet"
                className="ml-auto"
                aria-expanded={shown === version}
                aria-label={`${text.showVersion} ${text.version(version)}`}
                onClick={() => show(shown === version ? null : version)}
              >
                {text.showVersion}
              </Button>
            </div>
            {shown === version ? <Version phase={phase} number={version} onRestore={onRestore} /> : null}
          </li>
        ))}
      </ul>
      {found.hasNextPage ? (
        <Button size="sm" isBusy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {text.more}
        </Button>
      ) : null}
    </section>
  );
}

const versionViews = ['text', 'changes'] as const;

function Version({ phase, number, onRestore }: PhaseVersionsProps & { number: number }) {
  const params = { id: phase.spec_id, phase: phase.phase, version: number };
  const { data, error, refetch } = useRoute(getSpecPhaseVersion, { params });
  const [view, setView] = useState<(typeof versionViews)[number]>('text');
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton className="h-16" />;
  return (
    <section aria-label={text.version(number)} className="space-y-2 py-2">
      {number === phase.version ? null : (
        <div className="flex gap-1">
          <ViewButtons views={versionViews} view={view} names={text.versionViews} onView={setView} />
        </div>
      )}
      {view === 'text' ? (
        <FoldedText text={data.output_markdown} isMarkdown />
      ) : (
        <Changes before={data.output_markdown} phase={phase} />
      )}
      {onRestore === undefined ? null : (
        <Button size="sm" onClick={() => onRestore(data.output_markdown)}>
          {text.restore}
        </Button>
      )}
    </section>
  );
}

/** What the phase says now and did not say then. */
const Changes = ({ before, phase: { output_markdown: now } }: { before: string; phase: SpecPhase }) =>
  before === now ? <p className="text-ink-2">{text.sameAsNow}</p> : <LineDiff before={before} after={now} />;
