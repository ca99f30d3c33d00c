'use client';
import type { InboxItem } from '@overmind/contracts/entities/inbox';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx';
import { WordsField } from '#components/words-field.tsx';
import { common } from '#text/common.ts';
import { inbox as text } from '#text/inbox.ts';
import { tasks } from '#text/tasks.ts';
import { nameOf } from './use-decide.ts';

interface RejectDialogProps {
  item: InboxItem;
  onClose(): void;
  onReject(words: string): void;
}

export function RejectDialog({ item, onClose, onReject }: RejectDialogProps) {
  const [words, setWords] = useState('');
  const submit = () => {
    if (words.trim() !== '') onReject(words.trim());
  };
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={text.rejectTitle(nameOf(item))}
      description={tasks.asks.reject.hint}
    >
      <WordsField label={text.rejectLabel} words={words} onChange={setWords} onSubmit={submit} />
      <DialogFooter>
        <Button look="quiet" onClick={onClose}>
          {common.cancel}
        </Button>
        <Button look="primary" disabled={words.trim() === ''} onClick={submit}>
          {text.acts.reject}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
