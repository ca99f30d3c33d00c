'use client';
import type { Task } from '@overmind/contracts/entities/task';
import { isMergeable, isPatchOnly } from '@overmind/domain/runs/mergeable';
import { GitMerge } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx';
import { useMay, useProjectScope } from '#features/project/project-context.tsx';
import { Part } from '#features/tasks/part.tsx';
import { useTaskRun } from '#features/tasks/use-task.ts';
import { merges as text } from '#text/merges.ts';
import { MergeCard } from './merge-card.tsx';
import { MergePreviewPanel } from './merge-preview.tsx';
import { mergesPath } from './merges-path.ts';
import { NoGitNote } from './no-git-note.tsx';
import { useMergeActs, useTaskMerges } from './use-merges.ts';

/** How the result of a task gets to the base branch; nothing for work that has not come so far. */
export function MergePanel({ task }: { task: Task }) {
  const { projectId } = useProjectScope();
  const [latest, ...earlier] = useTaskMerges(task.id);
  const run = useTaskRun(task.latest_run_id);
  if (latest === undefined && task.status === 'done' && run !== undefined && isPatchOnly(run)) {
    return (
      <Part title={text.panel}>
        <NoGitNote run={run} />
      </Part>
    );
  }
  if (latest === undefined && !(task.status === 'done' && run !== undefined && isMergeable(run))) return null;
  return (
    <Part title={text.panel}>
      {latest === undefined ? (
        <NotMerged task={task} agentId={run?.agent_id ?? ''} />
      ) : (
        <MergeCard key={latest.id} merge={latest} isNewest place={null} />
      )}
      <p className="mt-1.5 flex gap-3 text-xs">
        {earlier.length === 0 ? null : <span className="text-ink-2">{text.attempts(earlier.length)}</span>}
        <Link href={mergesPath(projectId)} className="text-accent underline">
          {text.open}
        </Link>
      </p>
    </Part>
  );
}

function NotMerged({ task, agentId }: { task: Task; agentId: string }) {
  const [isAsked, setAsked] = useState(false);
  const { merge } = useMergeActs();
  const mayMerge = useMay('maintainer');
  const start = () => {
    setAsked(false);
    merge.mutate({ params: { id: task.id } });
  };
  return (
    <div className="flex flex-wrap items-center gap-2 text-sm">
      <p className="text-ink-2">{text.notMerged}</p>
      {mayMerge ? (
        <Button size="sm" isBusy={merge.isPending} onClick={() => setAsked(true)}>
          <GitMerge aria-hidden />
          {text.start}
        </Button>
      ) : null}
      {isAsked ? (
        <Dialog
          isOpen
          onOpenChange={() => setAsked(false)}
          title={text.confirmMerge.title(task.key)}
          description={text.confirmMerge.hint}
        >
          <MergePreviewPanel taskId={task.id} agentId={agentId} />
          <DialogFooter>
            <Button look="quiet" onClick={() => setAsked(false)}>
              {text.keep}
            </Button>
            <Button look="primary" onClick={start}>
              {text.start}
            </Button>
          </DialogFooter>
        </Dialog>
      ) : null}
    </div>
  );
}
