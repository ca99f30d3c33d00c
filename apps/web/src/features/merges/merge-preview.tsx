'use client';
import type { MergePreview } from '@overmind/contracts/entities/merge';
import { previewMerge } from '@overmind/contracts/routes/merges';
import { CircleCheck, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Skeleton } from '#components/ui/badge.tsx';
import { VisibleText } from '#features/console/visible-text.tsx';
import { useView } from '#features/project/project-context.tsx';
import { errorWords } from '#lib/api/error-words.ts';
import { useRoute } from '#lib/api/use-route.ts';
import { strategyWords, targetWords, mergePreview as text } from '#text/merges.ts';

interface MergePreviewPanelProps {
  taskId: string;
  /** Whose checks run again on the new base. */
  agentId: string;
}

/** What a merge would do and meet now, asked of the runner that holds the repository. */
export function MergePreviewPanel({ taskId, agentId }: MergePreviewPanelProps) {
  const { data, error, isPending } = useRoute(previewMerge, { params: { id: taskId } }, { staleTime: 0 });
  return (
    <section aria-label={text.title} className="space-y-1 rounded-card border bg-sunken p-3 text-sm">
      <h3 className="font-semibold text-ink-2 text-xs">{text.title}</h3>
      {isPending ? <Skeleton className="h-12" /> : null}
      {error === null ? null : (
        <Warning>
          {text.failed} {errorWords(error)}
        </Warning>
      )}
      {data === undefined ? null : <Found preview={data} />}
      <Rules agentId={agentId} />
    </section>
  );
}

function Found({ preview }: { preview: MergePreview }) {
  const strategy = useView((view) => view.project.settings.merge.strategy);
  const { conflicts, obstacle, is_merged: isMerged } = preview;
  const isStuck = strategy === 'ff' && !preview.can_fast_forward && !isMerged;
  return (
    <>
      <p className="font-medium">
        {text.into(strategyWords[strategy], preview.base_branch)}{' '}
        <span className="font-normal text-ink-2">· {text.ahead(preview.ahead, preview.behind)}</span>
      </p>
      {isMerged ? <p>{text.isMerged}</p> : null}
      {conflicts.length === 0 ? (
        <p className="flex items-center gap-1.5 text-done">
          <CircleCheck className="size-4" aria-hidden />
          {text.clean}
        </p>
      ) : (
        <div>
          <Warning>{text.conflicts(conflicts.length)}</Warning>
          <PathList paths={conflicts} />
        </div>
      )}
      {isStuck ? <Warning>{text.noFastForward}</Warning> : null}
      {obstacle === null ? null : (
        <Warning>
          <VisibleText text={obstacle} />
        </Warning>
      )}
    </>
  );
}

function Rules({ agentId }: { agentId: string }) {
  const { checks, target } = useView((view) => view.project.settings.merge);
  const names = useView((view) =>
    (view.agents.find(({ id }) => id === agentId)?.config.checks ?? []).map(({ name }) => name).join(', '),
  );
  const words = !checks ? text.noChecks : names === '' ? text.agentHasNoChecks : text.checks(names);
  return (
    <p className="text-ink-2">
      {text.target(targetWords[target])} {words}
    </p>
  );
}

const Warning = ({ children }: { children: ReactNode }) => (
  <p className="flex items-start gap-1.5 text-review">
    <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
    <span>{children}</span>
  </p>
);

export const PathList = ({ paths }: { paths: readonly string[] }) => (
  <ul className="mt-1 max-h-40 overflow-y-auto pl-6">
    {paths.map((path) => (
      <li key={path} className="truncate font-mono text-xs">
        <VisibleText text={path} />
      </li>
    ))}
  </ul>
);
