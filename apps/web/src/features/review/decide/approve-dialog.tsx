'use client';
import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx';
import { WordsField } from '#components/words-field.tsx';
import { MergePreviewPanel } from '#features/merges/merge-preview.tsx';
import { decide as text } from '#text/review.ts';
import { summarize } from '../evidence/proof.ts';
import { useReviewed } from '../review-context.tsx';

interface ApproveDialogProps {
  withMerge: boolean;
  onClose(): void;
  onApprove(comment: string): void;
}

/** Asks once more where an approval has consequences: a merge, or a proof that was weakened or is missing. */
export function ApproveDialog({ withMerge, onClose, onApprove }: ApproveDialogProps) {
  const { task, run, areFilesRemoved } = useReviewed();
  const [words, setWords] = useState('');
  const submit = () => {
    onApprove(words.trim());
    onClose();
  };
  const doubts = [
    areFilesRemoved ? text.removed : null,
    run.flags.length > 0 ? text.flagged(run.flags.length) : null,
    summarize(run).isUnchecked ? text.unchecked : null,
  ].filter((doubt) => doubt !== null);
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={text.title(task.key)}
      {...(run.head_commit === null ? {} : { description: text.bound(run.head_commit.slice(0, 10)) })}
    >
      <div className="space-y-4">
        {doubts.map((doubt) => (
          <p key={doubt} className="flex items-start gap-2 rounded-md bg-signal-soft px-2 py-1.5 text-sm">
            <TriangleAlert className="mt-0.5 size-4 shrink-0 text-review" aria-hidden />
            {doubt}
          </p>
        ))}
        {withMerge ? <MergePreviewPanel taskId={task.id} agentId={run.agent_id} /> : null}
        <WordsField label={text.words} words={words} onChange={setWords} onSubmit={submit} />
      </div>
      <DialogFooter>
        <Button look="quiet" onClick={onClose}>
          {text.cancel}
        </Button>
        <Button look="signal" onClick={submit}>
          {withMerge ? text.approveAndMerge : text.approveOnly}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
