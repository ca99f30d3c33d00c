'use client';
import { NewRunner, type Runner } from '@overmind/contracts/entities/runner';
import { runnerStartLine, startLineWarning } from '@overmind/domain/runners/start-line';
import { CircleCheck, Loader2 } from 'lucide-react';
import { useState } from 'react';
import type { z } from 'zod';
import { CopyButton } from '#components/copy-button.tsx';
import { FormError } from '#components/notice.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { common } from '#text/common.ts';
import { runners as text } from '#text/runners.ts';
import { labelWords } from './label-words.ts';
import { useAddRunner } from './use-runners.ts';

interface AddRunnerDialogProps {
  runners: readonly Runner[];
  onClose(): void;
}

/** A name first, then the one command that makes the machine a runner. */
export function AddRunnerDialog({ runners, onClose }: AddRunnerDialogProps) {
  const add = useAddRunner();
  const made = add.data;
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={text.addTitle}
      description={made === undefined ? text.addHint : text.createdHint}
      className="max-w-xl"
    >
      {made === undefined ? (
        <NameForm
          error={add.error}
          isBusy={add.isPending}
          onClose={onClose}
          onSubmit={(body) => add.mutate({ body })}
        />
      ) : (
        <Start
          runner={runners.find(({ id }) => id === made.runner.id) ?? made.runner}
          token={made.token}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}

interface NameFormProps {
  error: unknown;
  isBusy: boolean;
  onClose(): void;
  onSubmit(body: z.infer<typeof NewRunner>): void;
}

function NameForm({ error, isBusy, onClose, onSubmit }: NameFormProps) {
  const [name, setName] = useState('');
  const [labels, setLabels] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const submit = () => {
    const parsed = NewRunner.safeParse({ name, labels: labelWords(labels) });
    setProblem(parsed.success ? null : (parsed.error.issues[0]?.message ?? null));
    if (parsed.success) onSubmit(parsed.data);
  };
  return (
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
            value={name}
            maxLength={80}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Field label={text.labels} hint={text.labelsHint}>
        {(control) => (
          <Input {...control} value={labels} onChange={(event) => setLabels(event.target.value)} />
        )}
      </Field>
      <FormError error={problem ?? error} />
      <DialogFooter>
        <Button look="quiet" onClick={onClose}>
          {common.cancel}
        </Button>
        <Button type="submit" look="primary" isBusy={isBusy} disabled={name.trim() === ''}>
          {text.create}
        </Button>
      </DialogFooter>
    </form>
  );
}

function Start({ runner, token, onClose }: { runner: Runner; token: string; onClose(): void }) {
  const command = runnerStartLine({ server: window.location.origin, id: runner.id, token });
  const warning = startLineWarning(window.location.origin);
  const isOnline = runner.status === 'online';
  return (
    <>
      {warning === null ? null : <FormError error={warning} />}
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
        tabIndex={0}
        className="whitespace-pre-wrap rounded-md border bg-sunken p-3 font-mono text-xs [overflow-wrap:anywhere]"
      >
        {command}
      </pre>
      <p className="mt-2 flex flex-wrap items-center gap-2 text-sm">
        <CopyButton text={command} label={text.copyCommand} />
        <span className="text-ink-2">{text.tokenOnce}</span>
      </p>
      <p role="status" className="mt-4 flex items-center gap-2 text-sm">
        {isOnline ? (
          <CircleCheck className="size-4 text-done" aria-hidden />
        ) : (
          <Loader2 className="size-4 animate-spin text-running" aria-hidden />
        )}
        {isOnline ? text.isOnline(runner.name) : text.waitsFor(runner.name)}
      </p>
      <DialogFooter>
        <Button look="primary" onClick={onClose}>
          {text.done}
        </Button>
      </DialogFooter>
    </>
  );
}
