'use client';
import { NewProviderKey, type Provider } from '@overmind/contracts/entities/provider';
import { useState } from 'react';
import { FormError } from '#components/notice.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { WhatBlocks } from '#components/what-blocks.tsx';
import { ConfirmButton } from '#features/settings/confirm-button.tsx';
import { toast } from '#lib/toast.ts';
import { common } from '#text/common.ts';
import { providerKey as text } from '#text/providers.ts';
import { useProviderActs } from '../use-providers.ts';

/** A key goes in and never comes out. */
export function KeyDialog({ provider, onClose }: { provider: Provider; onClose(): void }) {
  const { name, key: known } = provider;
  return (
    <Dialog isOpen onOpenChange={onClose} title={text.title(name)} description={text.hint}>
      {known?.problem == null ? null : <FormError error={known.problem} />}
      {known?.source === 'environment' ? (
        <p className="text-ink-2 text-sm">{text.fromEnvironment}</p>
      ) : (
        <KeyForm provider={provider} onClose={onClose} />
      )}
    </Dialog>
  );
}

function KeyForm({ provider: { name, key: known }, onClose }: { provider: Provider; onClose(): void }) {
  const [key, setKey] = useState('');
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const { putKey, removeKey } = useProviderActs();
  const params = { provider: name };
  const done = (words: string) => ({
    onSuccess: () => {
      toast.success(words);
      onClose();
    },
  });
  const submit = () => {
    const parsed = NewProviderKey.safeParse({ key });
    setProblem(parsed.success ? undefined : parsed.error.issues[0]?.message);
    if (parsed.success) putKey.mutate({ params, body: parsed.data }, done(text.saved));
  };
  return (
    <form
      noValidate
      className="mt-3 space-y-3"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Field label={text.label} error={problem}>
        {(control) => (
          <Input
            {...control}
            autoFocus
            type="password"
            // No password manager offers to keep it, and none fills in a password of this site.
            autoComplete="new-password"
            value={key}
            onChange={(event) => setKey(event.target.value)}
          />
        )}
      </Field>
      <FormError error={putKey.error} />
      <WhatBlocks missing={key === '' ? [text.label] : []} />
      <DialogFooter>
        {known?.is_set === true ? (
          <span className="mr-auto">
            <ConfirmButton
              label={text.forget}
              words={text.forget}
              onConfirm={() => removeKey.mutate({ params }, done(text.forgotten))}
            />
          </span>
        ) : null}
        <Button look="quiet" onClick={onClose}>
          {common.cancel}
        </Button>
        <Button type="submit" look="primary" disabled={key === ''} isBusy={putKey.isPending}>
          {text.save}
        </Button>
      </DialogFooter>
    </form>
  );
}
