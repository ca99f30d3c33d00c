'use client';
import type { Task } from '@overmind/contracts/entities/task';
import { Compass } from 'lucide-react';
import Link from 'next/link';
import { useEffect, useMemo } from 'react';
import { EmptyState, ErrorState } from '#components/notice.tsx';
import { Skeleton } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { useProjectScope } from '#features/project/project-context.tsx';
import { ProjectFrame } from '#features/project/project-frame.tsx';
import { isCode } from '#lib/api/error-words.ts';
import { projectPath } from '#lib/route-ids.ts';
import { review as text } from '#text/review.ts';
import { listDrafts } from './comments/drafts.ts';
import { ReviewContext, type Reviewed } from './review-context.tsx';
import { ReviewLayout } from './review-layout.tsx';
import { useReviewRef } from './review-paths.ts';
import { useReview } from './review-store.ts';
import { areFilesRemoved, useDiff } from './use-diff.ts';
import { usePinnedRun, useReviewTask } from './use-review-target.ts';

export function ReviewPage() {
  const ref = useReviewRef();
  return ref === null ? <Waiting /> : <Found key={ref} reviewRef={ref} />;
}

const Waiting = () => (
  <ProjectFrame title={text.title}>
    <Skeleton className="m-4 h-64" />
  </ProjectFrame>
);

function Found({ reviewRef }: { reviewRef: string }) {
  const { task, wantedRunId, isMissing, error } = useReviewTask(reviewRef);
  if (task !== undefined) return <OfTask task={task} wantedRunId={wantedRunId} />;
  if (isMissing || isCode(error, 'not_found')) return <Nothing />;
  if (error === null) return <Waiting />;
  return (
    <ProjectFrame title={text.title}>
      <ErrorState error={error} />
    </ProjectFrame>
  );
}

function OfTask({ task, wantedRunId }: { task: Task; wantedRunId: string | null }) {
  const { run, latest, isPending, showNewest } = usePinnedRun(task.id, wantedRunId);
  const diff = useDiff(run?.id ?? null);
  const runId = run?.id;
  useEffect(() => {
    if (runId !== undefined) useReview.getState().begin(listDrafts(runId));
  }, [runId]);
  const reviewed = useMemo<Reviewed | null>(
    () =>
      run === undefined || diff.data === undefined
        ? null
        : {
            ...{ task, run, latestRunId: latest?.id ?? run.id, showNewest, files: diff.files },
            ...{ baseCommit: diff.data.base_commit, headCommit: diff.data.head_commit },
            areFilesRemoved: areFilesRemoved(run, diff.data),
            ...{ isTruncated: diff.data.is_truncated, artifactId: diff.data.artifact_id },
          },
    [task, run, latest, showNewest, diff.data, diff.files],
  );
  if (run === undefined && !isPending) return <Nothing />;
  return (
    <ProjectFrame title={`${text.title} · ${task.key}`}>
      {diff.isError ? <ErrorState error={diff.error} onRetry={() => void diff.refetch()} /> : null}
      {reviewed === null ? (
        diff.isError ? null : (
          <Skeleton className="m-4 h-64" />
        )
      ) : (
        <ReviewContext value={reviewed}>
          <ReviewLayout key={reviewed.run.id} />
        </ReviewContext>
      )}
    </ProjectFrame>
  );
}

function Nothing() {
  const { projectId } = useProjectScope();
  return (
    <ProjectFrame title={text.title}>
      <EmptyState
        icon={Compass}
        title={text.gone}
        hint={text.goneHint}
        action={
          <Button asChild>
            <Link href={projectPath(projectId)}>{text.toBoard}</Link>
          </Button>
        }
      />
    </ProjectFrame>
  );
}
