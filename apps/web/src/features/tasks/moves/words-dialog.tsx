'use client';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx';
import { WordsField } from '#components/words-field.tsx';
import { tasks as text } from '#text/tasks.ts';
import { useAsk } from './ask-store.ts';
import { useTaskMove, wordsAreRequired } from './use-task-moves.ts';

/** Asks for the words that a move needs: what to change, why it is blocked, why it is canceled. */
export function WordsDialog() {
  const { asked, close } = useAsk();
  if (asked === null) return null;
  return <Words key={`${asked.task.id}:${asked.move.via}`} {...asked} onClose={close} />;
}

function Words({
  task,
  move,
  shownRun,
  onClose,
}: NonNullable<ReturnType<typeof useAsk.getState>['asked']> & { onClose(): void }) {
  const [words, setWords] = useState('');
  const { mutate } = useTaskMove();
  const copy = text.asks[move.via === 'retry' || move.via === 'run' ? 'cancel' : move.via];
  const isReady = !wordsAreRequired(move) || words.trim() !== '';
  const submit = () => {
    if (!isReady) return;
    mutate({ task, move, words, shownRun });
    onClose();
  };
  return (
    <Dialog isOpen onOpenChange={onClose} title={copy.title(task.key)} description={copy.hint}>
      <WordsField label={copy.label} words={words} onChange={setWords} onSubmit={submit} />
      <DialogFooter>
        <Button look="quiet" onClick={onClose}>
          {text.keep}
        </Button>
        <Button
          look={move.via === 'cancel' ? 'danger' : 'primary'}
          disabled={!isReady}
          onClick={submit}
          aria-label={`${copy.submit} ${task.key}`}
        >
          {copy.submit}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
