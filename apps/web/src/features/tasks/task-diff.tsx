'use client';
import { getArtifactContent, getRunDiff } from '@overmind/contracts/routes/runs';
import { useState } from 'react';
import { Diff, type FileData, parseDiff } from 'react-diff-view';
import 'react-diff-view/style/index.css';
import '#styles/diff.css';
import { DiffHunks } from '#components/diff-hunks.tsx';
import { ErrorState } from '#components/notice.tsx';
import { Skeleton } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { addressOf } from '#lib/api/client.ts';
import { useRoute } from '#lib/api/use-route.ts';
import { tasks as text } from '#text/tasks.ts';

const changesDrawn = 3_000;

export function TaskDiff({ runId }: { runId: string | null }) {
  const [view, setView] = useState<'unified' | 'split'>('unified');
  const diff = useRoute(getRunDiff, { params: { id: runId ?? '' } }, { enabled: runId !== null });
  if (runId === null) return <p className="text-ink-3 text-sm">{text.diffNone}</p>;
  if (diff.isPending) return <Skeleton className="h-64" />;
  if (diff.isError) return <ErrorState error={diff.error} onRetry={() => void diff.refetch()} />;
  const files = parse(diff.data.diff);
  if (files.length === 0) return <p className="text-ink-3 text-sm">{text.diffEmpty}</p>;
  const { is_truncated: isTruncated, artifact_id: artifactId } = diff.data;
  return (
    <div className="space-y-3">
      <div className="flex items-center gap-2 text-ink-2 text-sm">
        {text.files(files.length)}
        <div className="ml-auto flex gap-1">
          {(['unified', 'split'] as const).map((each) => (
            <Button
              key={each}
              size="sm"
              look={view === each ? 'plain' : 'quiet'}
              aria-pressed={view === each}
              onClick={() => setView(each)}
            >
              {text[each]}
            </Button>
          ))}
        </div>
      </div>
      {isTruncated ? (
        <p className="text-ink-2 text-sm">
          {text.diffTruncated}{' '}
          {artifactId === null ? null : (
            <a
              href={addressOf(getArtifactContent, { id: artifactId })}
              download
              className="text-accent underline"
            >
              {text.diffDownload}
            </a>
          )}
        </p>
      ) : null}
      {files.map((file) => (
        <FileDiff key={`${file.oldPath}:${file.newPath}`} file={file} view={view} />
      ))}
    </div>
  );
}

function parse(diff: string): FileData[] {
  try {
    return diff.trim() === '' ? [] : parseDiff(diff);
  } catch {
    return [];
  }
}

function FileDiff({ file, view }: { file: FileData; view: 'unified' | 'split' }) {
  const changes = file.hunks.flatMap((hunk) => hunk.changes);
  const plus = changes.filter((change) => change.type === 'insert').length;
  const minus = changes.filter((change) => change.type === 'delete').length;
  const isDrawable = !file.isBinary && changes.length <= changesDrawn;
  return (
    <details open={changes.length < 600} className="overflow-hidden rounded-card border bg-raised">
      <summary className="flex items-center gap-2 bg-sunken px-3 py-1.5 font-mono text-xs">
        <span className="min-w-0 truncate">{file.type === 'delete' ? file.oldPath : file.newPath}</span>
        <span className="ml-auto text-done tabular-nums">+{plus}</span>
        <span className="text-failed tabular-nums">−{minus}</span>
      </summary>
      {isDrawable ? (
        <div className="overflow-x-auto">
          <Diff viewType={view} diffType={file.type} hunks={file.hunks}>
            {(hunks) => <DiffHunks hunks={hunks} />}
          </Diff>
        </div>
      ) : (
        <p className="p-3 text-ink-3 text-sm">{text.binary}</p>
      )}
    </details>
  );
}
