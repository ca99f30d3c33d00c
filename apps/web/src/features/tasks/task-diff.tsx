'use client';
import type { Run } from '@overmind/contracts/entities/run';
import { listReviewComments } from '@overmind/contracts/routes/merges';
import { FileDiff, TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { ErrorState } from '#components/notice.tsx';
import { Skeleton } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { VisibleText } from '#features/console/visible-text.tsx';
import { useProjectScope } from '#features/project/project-context.tsx';
import type { DiffFile } from '#features/review/diff/diff-file.ts';
import { ChangeCounts } from '#features/review/files/change-counts.tsx';
import { reviewPath } from '#features/review/review-paths.ts';
import { useDiff } from '#features/review/use-diff.ts';
import { useRoute } from '#lib/api/use-route.ts';
import { resolution, review, reviewEvidence } from '#text/review.ts';
import { tasks as text } from '#text/tasks.ts';
import { useTaskRun } from './use-task.ts';

/** What a run changed in short: its files, and the way to their lines. */
export function TaskDiff({ runId }: { runId: string | null }) {
  const diff = useDiff(runId);
  const run = useTaskRun(runId);
  if (runId === null) return <p className="text-ink-3 text-sm">{text.diffNone}</p>;
  if (diff.isPending) return <Skeleton className="h-64" />;
  if (diff.isError) return <ErrorState error={diff.error} onRetry={() => void diff.refetch()} />;
  if (diff.files.length === 0) return <p className="text-ink-3 text-sm">{text.diffEmpty}</p>;
  return (
    <div className="space-y-3">
      <Summary runId={runId} files={diff.files} run={run} />
      <ul className="divide-y rounded-card border bg-raised">
        {diff.files.map((file) => (
          <FileRow key={file.path} runId={runId} file={file} />
        ))}
      </ul>
    </div>
  );
}

interface SummaryProps {
  runId: string;
  files: readonly DiffFile[];
  run: Run | undefined;
}

function Summary({ runId, files, run }: SummaryProps) {
  const { projectId } = useProjectScope();
  const comments = useRoute(listReviewComments, { params: { id: runId } });
  const said = comments.data?.items ?? [];
  const open = said.filter(({ resolved_at }) => resolved_at === null).length;
  const sum = (of: 'insertions' | 'deletions') => files.reduce((total, file) => total + file[of], 0);
  const flags = run?.flags.length ?? 0;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 text-ink-2 text-sm">
      {text.files(files.length)}
      <ChangeCounts insertions={sum('insertions')} deletions={sum('deletions')} />
      {said.length === 0 ? null : (
        <span>
          {review.commentCount(said.length)}, {resolution.open(open)}
        </span>
      )}
      {flags === 0 ? null : (
        <span className="flex items-center gap-1.5 text-review">
          <TriangleAlert className="size-4" aria-hidden />
          {reviewEvidence.flags(flags)}
        </span>
      )}
      <Button asChild look="primary" className="ml-auto">
        <Link href={reviewPath(projectId, runId)}>
          <FileDiff aria-hidden />
          {review.open}
        </Link>
      </Button>
    </div>
  );
}

function FileRow({ runId, file }: { runId: string; file: DiffFile }) {
  const { projectId } = useProjectScope();
  return (
    <li>
      <Link
        href={`${reviewPath(projectId, runId)}#${encodeURIComponent(file.path)}`}
        className="flex min-h-8 items-center gap-2 px-3 py-1 hover:bg-ink/5 max-md:min-h-11"
      >
        <span className="sr-only">{review.kinds[file.kind]}</span>
        <code className="min-w-0 flex-1 truncate font-mono text-xs">
          <VisibleText text={file.path} />
        </code>
        <ChangeCounts insertions={file.insertions} deletions={file.deletions} />
      </Link>
    </li>
  );
}
