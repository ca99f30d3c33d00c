'use client';
import { maxSpecGoal, NewSpec } from '@overmind/contracts/entities/spec';
import { createSpec } from '@overmind/contracts/routes/specs';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { FormError } from '#components/notice.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx';
import { Field, Input, Textarea } from '#components/ui/field.tsx';
import { useDraft } from '#features/chat/draft.ts';
import { useMay, useProjectScope } from '#features/project/project-context.tsx';
import { useSend } from '#lib/api/use-route.ts';
import { common } from '#text/common.ts';
import { specs as text } from '#text/specs.ts';
import { specPath } from '../specs-path.ts';
import { refreshSpecs } from '../use-specs.ts';

/** A goal is all that a spec begins with. */
export function NewSpecDialog({ onClose }: { onClose(): void }) {
  const { projectId } = useProjectScope();
  const router = useRouter();
  const queries = useQueryClient();
  const mayStart = useMay('operator');
  const [goal, keepGoal] = useDraft(`spec-goal:${projectId}`);
  const [title, setTitle] = useState('');
  const send = useSend(createSpec, {
    onSuccess: ({ id }) => {
      keepGoal('');
      refreshSpecs(queries);
      router.push(specPath(projectId, id));
    },
  });
  const checked = NewSpec.safeParse({ goal, ...(title.trim() === '' ? {} : { title }) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (checked.success) send.mutate({ params: { id: projectId }, body: checked.data });
  };
  return (
    <Dialog isOpen onOpenChange={onClose} title={text.start} className="max-w-2xl">
      <form noValidate className="space-y-4" onSubmit={submit}>
        <Field label={text.goal} hint={text.goalHint}>
          {(control) => (
            <Textarea
              {...control}
              autoFocus
              rows={5}
              maxLength={maxSpecGoal}
              value={goal}
              onChange={(event) => keepGoal(event.target.value)}
            />
          )}
        </Field>
        <Field label={text.name} hint={text.nameHint}>
          {(control) => (
            <Input
              {...control}
              maxLength={200}
              value={title}
              onChange={(event) => setTitle(event.target.value)}
            />
          )}
        </Field>
        {mayStart ? null : <p className="text-ink-2 text-sm">{text.viewerOnly}</p>}
        <FormError error={send.error} />
        <DialogFooter>
          <Button look="quiet" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button
            type="submit"
            look="primary"
            disabled={!checked.success || !mayStart}
            isBusy={send.isPending}
          >
            {text.create}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}
