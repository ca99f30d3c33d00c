'use client';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx';
import { common } from '#text/common.ts';
import { room as text } from '#text/discussions.ts';

interface StopDialogProps {
  isBusy: boolean;
  onClose(): void;
  onStop(): void;
}

export const StopDialog = ({ isBusy, onClose, onStop }: StopDialogProps) => (
  <Dialog isOpen onOpenChange={onClose} title={text.stopTitle} description={text.stopHint}>
    <DialogFooter>
      <Button look="quiet" onClick={onClose}>
        {common.cancel}
      </Button>
      <Button look="danger" isBusy={isBusy} onClick={onStop}>
        {text.stop}
      </Button>
    </DialogFooter>
  </Dialog>
);
