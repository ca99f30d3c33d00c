'use client';
import { NewModelPull } from '@overmind/contracts/entities/model-pull';
import { useState } from 'react';
import { FormError } from '#components/notice.tsx';
import { Button } from '#components/ui/button.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { WhatBlocks } from '#components/what-blocks.tsx';
import { ollama as text } from '#text/providers.ts';
import { usePullActs } from './use-pulls.ts';

export function PullForm({ provider }: { provider: string }) {
  const [model, setModel] = useState('');
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const { begin } = usePullActs(provider);
  const submit = () => {
    const parsed = NewModelPull.safeParse({ model });
    setProblem(parsed.success ? undefined : parsed.error.issues[0]?.message);
    if (parsed.success)
      begin.mutate({ params: { provider }, body: parsed.data }, { onSuccess: () => setModel('') });
  };
  return (
    <form
      noValidate
      className="space-y-2"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Field label={text.pullName} hint={text.pullHint} error={problem}>
        {(control) => (
          <span className="flex gap-2">
            <Input
              {...control}
              spellCheck={false}
              autoCapitalize="off"
              maxLength={128}
              placeholder={text.pullPlaceholder}
              value={model}
              onChange={(event) => setModel(event.target.value)}
              className="font-mono"
            />
            <Button type="submit" disabled={model.trim() === ''} isBusy={begin.isPending}>
              {text.pull}
            </Button>
          </span>
        )}
      </Field>
      <FormError error={begin.error} />
      <WhatBlocks missing={model.trim() === '' ? [text.pullName] : []} />
    </form>
  );
}
