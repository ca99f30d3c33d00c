'use client';
import { type Spec, specPhases } from '@overmind/contracts/entities/spec';
import { Archive, ArchiveRestore, MessagesSquare, Pencil, ScrollText } from 'lucide-react';
import Link from 'next/link';
import { lazy, Suspense, useState } from 'react';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { FoldedText } from '#features/chat/folded-text.tsx';
import { discussionPath } from '#features/discussions/discussions-path.ts';
import { useMay, useProjectScope } from '#features/project/project-context.tsx';
import { ProjectFrame } from '#features/project/project-frame.tsx';
import { useSearchParam } from '#lib/search-param.ts';
import { specStatuses, spec as text } from '#text/specs.ts';
import { specsPath } from '../specs-path.ts';
import { type SpecActs, useSpecActs } from '../use-specs.ts';
import { PhasePanel } from './phase-panel.tsx';
import { PhasePipeline } from './phase-pipeline.tsx';

const AboutDialog = lazy(async () => ({ default: (await import('./about-dialog.tsx')).AboutDialog }));

export function SpecView({ spec }: { spec: Spec }) {
  const { projectId } = useProjectScope();
  const mayWrite = useMay('operator');
  const acts = useSpecActs(spec.id);
  const [asked, choose] = useSearchParam('tab');
  const [isEditing, setEditing] = useState(false);
  const isArchived = spec.archived_at !== null;
  const chosen = specPhases.find((each) => each === asked) ?? spec.phase;
  return (
    <ProjectFrame
      title={`${spec.key} ${spec.title}`}
      actions={
        <>
          <Button asChild size="sm" look="quiet">
            <Link href={specsPath(projectId)}>
              <ScrollText aria-hidden />
              <span className="max-md:sr-only">{text.back}</span>
            </Link>
          </Button>
          {mayWrite && !isArchived ? (
            <Button size="sm" onClick={() => setEditing(true)}>
              <Pencil aria-hidden />
              <span className="max-md:sr-only">{text.edit}</span>
            </Button>
          ) : null}
          {mayWrite ? <ArchiveButton spec={spec} acts={acts} /> : null}
        </>
      }
    >
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto max-w-6xl space-y-4 px-4 py-5">
          <Head spec={spec} />
          <PhasePipeline spec={spec} chosen={chosen} onChoose={choose} />
          <PhasePanel key={chosen} spec={spec} name={chosen} acts={acts} />
        </div>
      </div>
      <Suspense fallback={null}>
        {isEditing ? <AboutDialog spec={spec} acts={acts} onClose={() => setEditing(false)} /> : null}
      </Suspense>
    </ProjectFrame>
  );
}

/** It is taken back by the same button, so nothing is asked first. */
function ArchiveButton({ spec: { id, archived_at: archivedAt }, acts }: { spec: Spec; acts: SpecActs }) {
  const isArchived = archivedAt !== null;
  const Icon = isArchived ? ArchiveRestore : Archive;
  const act = isArchived ? acts.unarchive : acts.archive;
  return (
    <Button size="sm" look="quiet" isBusy={act.isPending} onClick={() => act.mutate({ params: { id } })}>
      <Icon aria-hidden />
      <span className="max-md:sr-only">{isArchived ? text.unarchive : text.archive}</span>
    </Button>
  );
}

function Head({ spec }: { spec: Spec }) {
  const { title, goal, status, discussion_id: discussionId, project_id: projectId } = spec;
  const archivedAt = spec.archived_at;
  return (
    <div className="space-y-2 text-sm">
      <p className="flex flex-wrap items-center gap-2">
        <Badge className={status === 'completed' ? 'text-done' : 'text-running'}>
          {specStatuses[status]}
        </Badge>
        {archivedAt === null ? null : <Badge>{text.archived}</Badge>}
        {discussionId === null ? null : (
          <Link
            href={discussionPath(projectId, discussionId)}
            className="inline-flex items-center gap-1 text-xs underline max-md:min-h-11"
          >
            <MessagesSquare className="size-3.5" aria-hidden />
            {text.fromDiscussion}
          </Link>
        )}
      </p>
      {goal === title ? null : <FoldedText text={goal} isMarkdown={discussionId !== null} />}
    </div>
  );
}
