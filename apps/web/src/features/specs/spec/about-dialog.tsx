'use client';
import { maxSpecGoal, type Spec, SpecPatch } from '@overmind/contracts/entities/spec';
import { type FormEvent, useState } from 'react';
import { FormError } from '#components/notice.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx';
import { Field, Input, Textarea } from '#components/ui/field.tsx';
import { isCode } from '#lib/api/error-words.ts';
import { common } from '#text/common.ts';
import { specs, spec as text } from '#text/specs.ts';
import type { SpecActs } from '../use-specs.ts';

interface AboutDialogProps {
  spec: Spec;
  acts: SpecActs;
  onClose(): void;
}

/** Title and goal, as they were when it was opened. */
export function AboutDialog({ spec, acts, onClose }: AboutDialogProps) {
  const [begun] = useState(spec);
  const [title, setTitle] = useState(begun.title);
  const [goal, setGoal] = useState(begun.goal);
  const checked = SpecPatch.safeParse({ title, goal });
  const { update } = acts;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!checked.success) return;
    update.mutate(
      { params: { id: spec.id }, body: checked.data, ifMatch: begun.version },
      { onSuccess: onClose },
    );
  };
  const failure = isCode(update.error, 'version_mismatch') ? text.changedMeanwhile : update.error;
  return (
    <Dialog isOpen onOpenChange={onClose} title={text.edit} className="max-w-2xl">
      <form noValidate className="space-y-4" onSubmit={submit}>
        <Field label={specs.name}>
          {(control) => (
            <Input
              {...control}
              maxLength={200}
              value={title}
              onChange={(event) => setTitle(event.target.value)}
            />
          )}
        </Field>
        <Field label={specs.goal}>
          {(control) => (
            <Textarea
              {...control}
              rows={8}
              maxLength={maxSpecGoal}
              value={goal}
              onChange={(event) => setGoal(event.target.value)}
            />
          )}
        </Field>
        <FormError error={failure} />
        <DialogFooter>
          <Button look="quiet" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button type="submit" look="primary" disabled={!checked.success} isBusy={update.isPending}>
            {text.save}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}
