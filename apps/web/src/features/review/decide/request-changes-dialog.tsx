'use client';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx';
import { WordsField } from '#components/words-field.tsx';
import { VisibleText } from '#features/console/visible-text.tsx';
import { readLocal, writeLocal } from '#lib/local-store.ts';
import { common } from '#text/common.ts';
import { decide as text } from '#text/review.ts';
import { useUnsentComments } from '../comments/use-comments.ts';
import { useReviewed } from '../review-context.tsx';

/** What an agent is to do differently: the comments on lines, and what else there is to say. */
export function RequestChangesDialog({
  onClose,
  onReject,
}: {
  onClose(): void;
  onReject(words: string): void;
}) {
  const { task, run } = useReviewed();
  const draftKey = `review:words:${run.id}`;
  const [words, setWords] = useState(() => readLocal(draftKey) ?? '');
  const comments = useUnsentComments(run.id);
  const isReady = comments.length > 0 || words.trim() !== '';
  const keep = (next: string) => {
    setWords(next);
    writeLocal(draftKey, next.trim() === '' ? null : next);
  };
  const submit = () => {
    if (!isReady) return;
    onReject(words.trim());
    writeLocal(draftKey, null);
    onClose();
  };
  return (
    <Dialog isOpen onOpenChange={onClose} title={text.rejectTitle(task.key)} description={text.rejectHint}>
      <div className="space-y-3">
        {comments.length === 0 ? null : (
          <ul className="max-h-48 divide-y overflow-y-auto rounded-card border text-sm">
            {comments.map(({ id, path, line, body }) => (
              <li key={id} className="px-3 py-1.5">
                <span className="block truncate font-mono text-ink-2 text-xs">
                  <VisibleText text={`${path}:${line}`} />
                </span>
                <span className="line-clamp-2 [overflow-wrap:anywhere]">
                  <VisibleText text={body} />
                </span>
              </li>
            ))}
          </ul>
        )}
        <WordsField
          label={text.rejectLabel(comments.length)}
          words={words}
          onChange={keep}
          onSubmit={submit}
        />
      </div>
      <DialogFooter>
        <Button look="quiet" onClick={onClose}>
          {common.cancel}
        </Button>
        <Button look="primary" disabled={!isReady} onClick={submit}>
          {text.rejectSubmit}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
