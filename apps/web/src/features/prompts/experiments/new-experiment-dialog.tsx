'use client';
import { NewExperiment, type Prompt } from '@overmind/contracts/entities/prompt';
import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import type { z } from 'zod';
import { FormError } from '#components/notice.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { WhatBlocks } from '#components/what-blocks.tsx';
import { common } from '#text/common.ts';
import { experiments as text } from '#text/prompts.ts';
import { useExperimentActs } from './use-experiments.ts';

type ArmDraft = z.input<typeof NewExperiment>['arms'][number] & { weight: number };

const mostArms = 10;

interface NewExperimentDialogProps {
  prompt: Prompt;
  onClose(): void;
}

/** Begins with the active version against the newest, or the one before where they are the same. */
export function NewExperimentDialog({ prompt, onClose }: NewExperimentDialogProps) {
  const { active_version: active, latest_version: latest } = prompt;
  const [name, setName] = useState('');
  const [arms, setArms] = useState<ArmDraft[]>([
    { name: 'a', version: active, weight: 1 },
    { name: 'b', version: latest === active ? latest - 1 : latest, weight: 1 },
  ]);
  const [problem, setProblem] = useState<string | null>(null);
  const { create } = useExperimentActs(prompt.id);
  const submit = () => {
    const parsed = NewExperiment.safeParse({ name, arms });
    setProblem(parsed.success ? null : (parsed.error.issues[0]?.message ?? null));
    if (parsed.success)
      create.mutate({ params: { id: prompt.id }, body: parsed.data }, { onSuccess: onClose });
  };
  const add = () => {
    const next = String.fromCharCode('a'.charCodeAt(0) + arms.length);
    setArms([...arms, { name: next, version: latest, weight: 1 }]);
  };
  return (
    <Dialog isOpen onOpenChange={onClose} title={text.newTitle} description={text.newHint}>
      <form
        className="space-y-3"
        noValidate
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
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <ul className="space-y-2">
          {arms.map((arm, index) => (
            <ArmFields
              // biome-ignore lint/suspicious/noArrayIndexKey: its name is being typed
              key={index}
              index={index}
              arm={arm}
              latest={latest}
              onChange={(next) => setArms(arms.with(index, next))}
              onRemove={arms.length > 2 ? () => setArms(arms.toSpliced(index, 1)) : undefined}
            />
          ))}
        </ul>
        {arms.length < mostArms ? (
          <Button size="sm" look="quiet" onClick={add}>
            <Plus aria-hidden />
            {text.addArm}
          </Button>
        ) : null}
        <FormError error={problem ?? create.error} />
        <WhatBlocks missing={name.trim() === '' ? [text.name] : []} />
        <DialogFooter>
          <Button look="quiet" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button type="submit" look="primary" disabled={name.trim() === ''} isBusy={create.isPending}>
            {text.create}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}

interface ArmFieldsProps {
  index: number;
  arm: ArmDraft;
  latest: number;
  onChange(arm: ArmDraft): void;
  onRemove: (() => void) | undefined;
}

const ArmFields = ({ index, arm, latest, onChange, onRemove }: ArmFieldsProps) => (
  <li>
    <fieldset className="flex items-end gap-2">
      <legend className="sr-only">{text.arm(index)}</legend>
      <Field label={text.nameShort} className="min-w-0 flex-1">
        {(control) => (
          <Input
            {...control}
            aria-label={text.armName(index)}
            maxLength={40}
            value={arm.name}
            onChange={(event) => onChange({ ...arm, name: event.target.value })}
          />
        )}
      </Field>
      <Field label={text.versionShort} className="w-20">
        {(control) => (
          <Input
            {...control}
            aria-label={text.armVersion(index)}
            type="number"
            min={1}
            max={latest}
            value={Number.isNaN(arm.version) ? '' : arm.version}
            onChange={(event) => onChange({ ...arm, version: event.target.valueAsNumber })}
          />
        )}
      </Field>
      <Field label={text.weightShort} className="w-20">
        {(control) => (
          <Input
            {...control}
            aria-label={text.armWeight(index)}
            type="number"
            min={1}
            max={1_000}
            value={Number.isNaN(arm.weight) ? '' : arm.weight}
            onChange={(event) => onChange({ ...arm, weight: event.target.valueAsNumber })}
          />
        )}
      </Field>
      {onRemove === undefined ? null : (
        <Button look="quiet" size="icon" aria-label={text.removeArm(index)} onClick={onRemove}>
          <X aria-hidden />
        </Button>
      )}
    </fieldset>
  </li>
);
