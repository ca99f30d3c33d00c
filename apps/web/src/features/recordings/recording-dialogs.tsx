'use client';
import type { RecordingDetail } from '@overmind/contracts/entities/recording';
import { visibleWords } from '@overmind/domain/text/make-visible';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { useProjectScope } from '#features/project/project-context.tsx';
import { common } from '#text/common.ts';
import { recordings as text } from '#text/recordings.ts';
import { recordingsPath } from './recordings-path.ts';
import type { useRecordingActs } from './use-recordings.ts';

interface DialogParts {
  recording: RecordingDetail;
  acts: ReturnType<typeof useRecordingActs>;
  onClose(): void;
}

export function NameDialog({ recording, acts, onClose }: DialogParts) {
  const [title, setTitle] = useState(recording.title);
  const save = () =>
    acts.rename.mutate(
      { params: { id: recording.id }, body: { title: title.trim() } },
      { onSuccess: onClose },
    );
  return (
    <Dialog isOpen onOpenChange={onClose} title={text.rename}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Field label={text.rename}>
          {(control) => (
            <Input
              {...control}
              maxLength={200}
              value={title}
              onChange={(event) => setTitle(event.target.value)}
            />
          )}
        </Field>
        <DialogFooter>
          <Button look="quiet" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button type="submit" look="primary" disabled={title.trim() === ''} isBusy={acts.rename.isPending}>
            {common.save}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}

export function RemoveDialog({ recording, acts, onClose }: DialogParts) {
  const { projectId } = useProjectScope();
  const router = useRouter();
  const remove = () =>
    acts.remove.mutate(
      { params: { id: recording.id } },
      { onSuccess: () => router.push(recordingsPath(projectId)) },
    );
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={text.removeTitle(visibleWords(recording.title))}
      description={text.removeHint}
    >
      <DialogFooter>
        <Button look="quiet" onClick={onClose}>
          {common.cancel}
        </Button>
        <Button look="danger" isBusy={acts.remove.isPending} onClick={remove}>
          {text.removeSubmit}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
