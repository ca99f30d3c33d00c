'use client';
import type { Prompt } from '@overmind/contracts/entities/prompt';
import { FormError } from '#components/notice.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx';
import { toast } from '#lib/toast.ts';
import { promptEditor, promptVersions as text } from '#text/prompts.ts';
import { usePromptActs } from '../use-prompts.ts';

interface ActivateDialogProps {
  prompt: Prompt;
  version: number;
  onClose(): void;
}

/** Asks before another version holds for everybody; an older one is a rollback. */
export function ActivateDialog({ prompt, version, onClose }: ActivateDialogProps) {
  const { activate } = usePromptActs(prompt.id);
  const submit = () =>
    activate.mutate(
      { params: { id: prompt.id }, body: { version }, ifMatch: prompt.version },
      {
        onSuccess: () => {
          toast.success(promptEditor.activated(version));
          onClose();
        },
      },
    );
  return (
    <Dialog isOpen onOpenChange={onClose} title={text.askTitle(version)} description={text.askHint}>
      <FormError error={activate.error} />
      <DialogFooter>
        <Button look="quiet" onClick={onClose}>
          {text.keep}
        </Button>
        <Button look="primary" isBusy={activate.isPending} onClick={submit}>
          {version < prompt.active_version ? text.rollBack : text.activate}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
