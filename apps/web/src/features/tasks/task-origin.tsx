'use client';
import type { TaskOrigin } from '@overmind/contracts/entities/task';
import { getMerge } from '@overmind/contracts/routes/merges';
import { GitMerge, Undo2 } from 'lucide-react';
import { useRoute } from '#lib/api/use-route.ts';
import { useSearchParam } from '#lib/search-param.ts';
import { merges as text } from '#text/merges.ts';

/** For work on a merge: which one, and the way to its task. */
export function TaskOriginLine({ origin }: { origin: TaskOrigin }) {
  const merge = useRoute(getMerge, { params: { id: origin.merge_id } });
  const [, openTask] = useSearchParam('task');
  const Icon = origin.kind === 'revert' ? Undo2 : GitMerge;
  const { data } = merge;
  return (
    <p className="mt-2 flex items-center gap-1.5 text-ink-2 text-sm">
      <Icon className="size-4 shrink-0" aria-hidden />
      {data === undefined ? (
        text.origin[origin.kind](text.origin.unknown)
      ) : (
        <button
          type="button"
          onClick={() => openTask(data.task_id)}
          className="text-left text-accent underline max-md:min-h-11"
        >
          {text.origin[origin.kind](data.task_key)}
        </button>
      )}
    </p>
  );
}
