'use client';
import type { Spec, SpecPhase, SpecPhaseName } from '@overmind/contracts/entities/spec';
import { History } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { ErrorState } from '#components/notice.tsx';
import { TimeAgo } from '#components/time-ago.tsx';
import { Skeleton } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { useMay } from '#features/project/project-context.tsx';
import { phaseHints, phaseNames, specs, phase as text } from '#text/specs.ts';
import { standingWords } from '../phase-mark.tsx';
import { type SpecActs, useSpecPhase } from '../use-specs.ts';
import { PhaseActs } from './phase-acts.tsx';
import { PhaseEditor } from './phase-editor.tsx';
import { usePhaseDraft } from './use-phase-draft.ts';

const PhaseVersions = lazy(async () => ({ default: (await import('./phase-versions.tsx')).PhaseVersions }));

interface PhasePanelProps {
  spec: Spec;
  name: SpecPhaseName;
  acts: SpecActs;
}

/** One phase: how it stands, what it says, and what can be done with it. */
export function PhasePanel({ spec, name, acts }: PhasePanelProps) {
  const found = useSpecPhase(spec.id, name);
  if (found.data !== undefined) return <Shown spec={spec} phase={found.data} acts={acts} />;
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  return <Skeleton className="h-64" />;
}

function Shown({ spec, phase, acts }: { spec: Spec; phase: SpecPhase; acts: SpecActs }) {
  const isArchived = spec.archived_at !== null;
  const mayWrite = useMay('operator') && !isArchived;
  const draft = usePhaseDraft(phase);
  const [isHistoryOpen, setHistoryOpen] = useState(false);
  const name = phaseNames[phase.phase];
  return (
    <section aria-label={name} className="space-y-3">
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="font-semibold text-[15px]">{name}</h2>
        <p className="text-ink-2 text-xs">
          {standingWords(phase)} · {text.version(phase.version)}
          {phase.edited_at === null ? null : (
            <>
              {' · '}
              {phase.edited_by_user_id === null && phase.version === 1 ? `${text.byNobody} · ` : null}
              <TimeAgo iso={phase.edited_at} />
            </>
          )}
        </p>
        <div className="ml-auto flex flex-wrap items-center gap-2">
          {phase.version > 0 ? (
            <Button
              size="sm"
              look="quiet"
              aria-expanded={isHistoryOpen}
              onClick={() => setHistoryOpen(!isHistoryOpen)}
            >
              <History aria-hidden />
              {text.versions}
            </Button>
          ) : null}
          {mayWrite ? <PhaseActs spec={spec} phase={phase} isChanged={draft.isChanged} acts={acts} /> : null}
        </div>
      </div>
      <p className="text-ink-2 text-sm">{phaseHints[phase.phase]}</p>
      {phase.note === null ? null : (
        <p className="rounded-md bg-failed-soft px-3 py-2 text-failed text-sm whitespace-pre-wrap [overflow-wrap:anywhere]">
          {text.why(phase.note)}
        </p>
      )}
      <Suspense fallback={<Skeleton className="h-24" />}>
        {isHistoryOpen ? (
          <PhaseVersions phase={phase} onRestore={mayWrite ? draft.change : undefined} />
        ) : null}
      </Suspense>
      <PhaseEditor
        phase={phase}
        draft={draft}
        acts={acts}
        obstacle={mayWrite ? null : isArchived ? text.archived : specs.viewerOnly}
      />
    </section>
  );
}
