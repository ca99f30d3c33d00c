'use client';
import type { Run } from '@overmind/contracts/entities/run';
import { cancelRun, retryRun } from '@overmind/contracts/routes/runs';
import { ArrowRight, Eye, RotateCcw, Square } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { FormError } from '#components/notice.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx';
import { WordsField } from '#components/words-field.tsx';
import { useMay } from '#features/project/project-context.tsx';
import { reviewPath } from '#features/review/review-paths.ts';
import { useTask } from '#features/tasks/use-task.ts';
import { errorWords } from '#lib/api/error-words.ts';
import { useSend } from '#lib/api/use-route.ts';
import { isLiveRun } from '#lib/live/reduce.ts';
import { runPath } from '#lib/route-ids.ts';
import { toast } from '#lib/toast.ts';
import { runPage as text } from '#text/run-page.ts';
import { tasks } from '#text/tasks.ts';

/** Stop while it lives; review what waits for it; try again when its task stands failed on it, and go on from there. */
export function RunActions({ run }: { run: Run }) {
  const may = useMay('operator');
  const { task } = useTask(run.task_id);
  if (!may) return null;
  if (isLiveRun(run)) return <StopRun run={run} />;
  if (task === undefined || task.latest_run_id === null) return null;
  if (task.latest_run_id !== run.id)
    return (
      <Button asChild size="sm">
        <Link href={runPath(run.project_id, task.latest_run_id)}>
          {text.toNewer}
          <ArrowRight aria-hidden />
        </Link>
      </Button>
    );
  if (task.status === 'needs_review')
    return (
      <Button asChild look="signal" size="sm">
        <Link href={reviewPath(run.project_id, run.id)}>
          <Eye aria-hidden />
          {text.review}
        </Link>
      </Button>
    );
  return task.status === 'failed' ? <RetryRun run={run} /> : null;
}

function StopRun({ run }: { run: Run }) {
  const [isAsking, setAsking] = useState(false);
  const [words, setWords] = useState('');
  const cancel = useSend(cancelRun, { onSuccess: () => setAsking(false) });
  const submit = () => {
    const reason = words.trim();
    cancel.mutate({ params: { id: run.id }, body: reason === '' ? {} : { reason } });
  };
  if (run.cancel_requested_at !== null) return <span className="text-ink-2 text-sm">{text.stopping}</span>;
  return (
    <>
      <Button look="danger" size="sm" onClick={() => setAsking(true)}>
        <Square aria-hidden />
        {text.cancel}
      </Button>
      <Dialog
        isOpen={isAsking}
        onOpenChange={setAsking}
        title={text.cancelTitle}
        description={text.cancelHint}
      >
        <WordsField label={text.cancelReason} words={words} onChange={setWords} onSubmit={submit} />
        <FormError error={cancel.error} />
        <DialogFooter>
          <Button look="quiet" onClick={() => setAsking(false)}>
            {tasks.keep}
          </Button>
          <Button look="danger" isBusy={cancel.isPending} onClick={submit}>
            {text.cancel}
          </Button>
        </DialogFooter>
      </Dialog>
    </>
  );
}

function RetryRun({ run }: { run: Run }) {
  const retry = useSend(retryRun, {
    onError: (error) => void toast.error(errorWords(error)),
    onSuccess: () => void toast.success(text.retried),
  });
  return (
    <Button
      look="primary"
      size="sm"
      isBusy={retry.isPending}
      onClick={() => retry.mutate({ params: { id: run.id } })}
    >
      <RotateCcw aria-hidden />
      {text.retry}
    </Button>
  );
}
