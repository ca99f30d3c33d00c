'use client';
import type { Merge } from '@overmind/contracts/entities/merge';
import { Bot, RotateCcw, Undo2, X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx';
import { useMay } from '#features/project/project-context.tsx';
import { useTask } from '#features/tasks/use-task.ts';
import { merges as text } from '#text/merges.ts';
import { useMergeActs } from './use-merges.ts';

interface MergeActionsProps {
  merge: Merge;
  /** False for a merge that another of the same task came after: it is history. */
  isNewest: boolean;
}

/** Whether a task goes on with it: one that was canceled leaves it as it was. */
function useIsFollowed({ follow_up_task_id: followUp, task_id: own }: Merge): boolean {
  const { task } = useTask(followUp ?? own);
  return followUp !== null && task?.status !== 'canceled';
}

/** What can be done with a merge as it stands, by this person. */
export function MergeActions({ merge, isNewest }: MergeActionsProps) {
  const acts = useMergeActs();
  const mayWork = useMay('operator');
  const mayMerge = useMay('maintainer');
  const [isReverting, setReverting] = useState(false);
  const { status } = merge;
  const isFollowed = useIsFollowed(merge);
  const params = { id: merge.id };
  const hasFailed = status === 'conflict' || status === 'check_failed' || status === 'failed';
  return (
    <div className="flex flex-wrap gap-2 empty:hidden">
      {status === 'queued' && mayMerge ? (
        <Button size="sm" disabled={acts.isBusy} onClick={() => acts.cancel.mutate({ params })}>
          <X aria-hidden />
          {text.cancel}
        </Button>
      ) : null}
      {status === 'conflict' && mayWork && isNewest && !isFollowed ? (
        <Button
          size="sm"
          look="primary"
          disabled={acts.isBusy}
          onClick={() => acts.rebase.mutate({ params })}
        >
          <Bot aria-hidden />
          {text.rebase}
        </Button>
      ) : null}
      {(hasFailed || status === 'canceled') && mayMerge && isNewest && !isFollowed ? (
        <Button
          size="sm"
          disabled={acts.isBusy}
          onClick={() =>
            acts.merge.mutate({
              params: { id: merge.task_id },
              body: { strategy: merge.strategy, target: merge.target },
            })
          }
        >
          <RotateCcw aria-hidden />
          {text.retry}
        </Button>
      ) : null}
      {status === 'merged' && mayWork && !isFollowed ? (
        <Button size="sm" disabled={acts.isBusy} onClick={() => setReverting(true)}>
          <Undo2 aria-hidden />
          {text.revert}
        </Button>
      ) : null}
      {isReverting ? (
        <Dialog
          isOpen
          onOpenChange={() => setReverting(false)}
          title={text.confirmRevert.title(merge.task_key)}
          description={text.confirmRevert.hint}
        >
          <DialogFooter>
            <Button look="quiet" onClick={() => setReverting(false)}>
              {text.keep}
            </Button>
            <Button
              look="primary"
              onClick={() => {
                setReverting(false);
                acts.revert.mutate({ params });
              }}
            >
              {text.revert}
            </Button>
          </DialogFooter>
        </Dialog>
      ) : null}
    </div>
  );
}
