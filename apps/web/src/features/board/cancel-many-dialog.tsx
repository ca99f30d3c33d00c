'use client';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx';
import { Field, Textarea } from '#components/ui/field.tsx';
import { bulk as text } from '#text/board.ts';

interface CancelManyDialogProps {
  count: number;
  onClose(): void;
  onCancel(reason: string): void;
}

export function CancelManyDialog({ count, onClose, onCancel }: CancelManyDialogProps) {
  const [reason, setReason] = useState('');
  return (
    <Dialog isOpen onOpenChange={onClose} title={text.cancelTitle(count)} description={text.cancelHint}>
      <Field label={text.cancelReason}>
        {(control) => (
          <Textarea
            {...control}
            autoFocus
            maxLength={1_000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <DialogFooter>
        <Button look="quiet" onClick={onClose}>
          {text.keep}
        </Button>
        <Button look="danger" onClick={() => onCancel(reason.trim())}>
          {text.cancelSubmit(count)}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
