'use client';
import { NewPrompt, type Prompt } from '@overmind/contracts/entities/prompt';
import { useState } from 'react';
import { FormError } from '#components/notice.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx';
import { Field, Input, Textarea } from '#components/ui/field.tsx';
import { WhatBlocks } from '#components/what-blocks.tsx';
import { toast } from '#lib/toast.ts';
import { common } from '#text/common.ts';
import { promptEditor, prompts as text } from '#text/prompts.ts';
import { undeclaredIn } from './editor/undeclared.ts';
import { useNewPrompt } from './use-prompts.ts';

interface NewPromptDialogProps {
  onClose(): void;
  onMade(prompt: Prompt): void;
}

/** A key, a title and a first text; variables in it begin as data, which can do no harm. */
export function NewPromptDialog({ onClose, onMade }: NewPromptDialogProps) {
  const [draft, setDraft] = useState({ key: '', title: '', body: '' });
  const [problem, setProblem] = useState<string | null>(null);
  const create = useNewPrompt((prompt) => {
    toast.success(text.created(prompt.key));
    onMade(prompt);
  });
  const change = (patch: Partial<typeof draft>) => setDraft({ ...draft, ...patch });
  const missing = [
    ...(draft.key === '' ? [text.key] : []),
    ...(draft.title.trim() === '' ? [text.name] : []),
    ...(draft.body === '' ? [promptEditor.body] : []),
  ];
  const submit = () => {
    const names = undeclaredIn({ system: '', body: draft.body, variables: [] });
    const variables = names.map((name) => ({ name, kind: 'data' as const }));
    const parsed = NewPrompt.safeParse({ ...draft, variables });
    setProblem(parsed.success ? null : (parsed.error.issues[0]?.message ?? null));
    if (parsed.success) create.mutate({ body: parsed.data });
  };
  return (
    <Dialog isOpen onOpenChange={onClose} title={text.add} description={text.newHint} className="max-w-2xl">
      <form
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Field label={text.key} hint={text.keyHint}>
          {(control) => (
            <Input
              {...control}
              autoFocus
              spellCheck={false}
              autoCapitalize="off"
              maxLength={80}
              value={draft.key}
              onChange={(event) => change({ key: event.target.value })}
              className="font-mono"
            />
          )}
        </Field>
        <Field label={text.name}>
          {(control) => (
            <Input
              {...control}
              maxLength={200}
              value={draft.title}
              onChange={(event) => change({ title: event.target.value })}
            />
          )}
        </Field>
        <Field label={promptEditor.body} hint={promptEditor.bodyHint}>
          {(control) => (
            <Textarea
              {...control}
              rows={8}
              value={draft.body}
              onChange={(event) => change({ body: event.target.value })}
              className="font-mono"
            />
          )}
        </Field>
        <FormError error={problem ?? create.error} />
        <WhatBlocks missing={missing} />
        <DialogFooter>
          <Button look="quiet" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button type="submit" look="primary" isBusy={create.isPending} disabled={missing.length > 0}>
            {text.create}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}
