'use client';
import { type Prompt, PromptPatch } from '@overmind/contracts/entities/prompt';
import { useState } from 'react';
import { FormError } from '#components/notice.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx';
import { Field, Input, Textarea } from '#components/ui/field.tsx';
import { WhatBlocks } from '#components/what-blocks.tsx';
import { toast } from '#lib/toast.ts';
import { common } from '#text/common.ts';
import { prompts as text } from '#text/prompts.ts';
import { usePromptActs } from './use-prompts.ts';

/** How a template is called and what it is for. */
export function AboutDialog({ prompt, onClose }: { prompt: Prompt; onClose(): void }) {
  const [title, setTitle] = useState(prompt.title);
  const [description, setDescription] = useState(prompt.description);
  const { rename } = usePromptActs(prompt.id);
  const body = PromptPatch.safeParse({ title, description }).data;
  const submit = () => {
    if (body === undefined) return;
    rename.mutate(
      { params: { id: prompt.id }, body, ifMatch: prompt.version },
      {
        onSuccess: () => {
          toast.success(text.saved);
          onClose();
        },
      },
    );
  };
  return (
    <Dialog isOpen onOpenChange={onClose} title={text.aboutTitle(prompt.key)}>
      <form
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Field label={text.name}>
          {(control) => (
            <Input
              {...control}
              autoFocus
              maxLength={200}
              value={title}
              onChange={(event) => setTitle(event.target.value)}
            />
          )}
        </Field>
        <Field label={text.description}>
          {(control) => (
            <Textarea
              {...control}
              rows={4}
              maxLength={5_000}
              value={description}
              onChange={(event) => setDescription(event.target.value)}
            />
          )}
        </Field>
        <FormError error={rename.error} />
        <WhatBlocks missing={body === undefined ? [text.name] : []} />
        <DialogFooter>
          <Button look="quiet" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button type="submit" look="primary" disabled={body === undefined} isBusy={rename.isPending}>
            {common.save}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}
