'use client';
import type { Runner } from '@overmind/contracts/entities/runner';
import { useState } from 'react';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { common } from '#text/common.ts';
import { runners as text } from '#text/runners.ts';
import { labelWords } from './label-words.ts';
import { useRunnerActs } from './use-runners.ts';

/** The labels that decide which runs it is given: those it got here can be changed, its own cannot. */
export function RunnerLabels({ runner, mayChange }: { runner: Runner; mayChange: boolean }) {
  const [isChanging, setChanging] = useState(false);
  return (
    <span className="flex flex-wrap items-center gap-1">
      {runner.labels.length === 0 ? <span className="text-ink-3">{text.noLabels}</span> : null}
      {runner.labels.map((label) => (
        <Badge key={label} title={runner.given_labels.includes(label) ? undefined : text.ownLabel}>
          {label}
        </Badge>
      ))}
      {mayChange ? (
        <Button size="sm" look="quiet" onClick={() => setChanging(true)}>
          {text.changeLabels}
        </Button>
      ) : null}
      {isChanging ? <LabelsDialog runner={runner} onClose={() => setChanging(false)} /> : null}
    </span>
  );
}

function LabelsDialog({ runner, onClose }: { runner: Runner; onClose(): void }) {
  const acts = useRunnerActs(runner);
  const [words, setWords] = useState(runner.given_labels.join(', '));
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={text.labelsTitle(runner.name)}
      description={text.labelsChangeHint}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          acts.label(labelWords(words), onClose);
        }}
      >
        <Field label={text.labels} hint={text.labelsHint}>
          {(control) => (
            <Input {...control} autoFocus value={words} onChange={(event) => setWords(event.target.value)} />
          )}
        </Field>
        <DialogFooter>
          <Button look="quiet" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button type="submit" look="primary" isBusy={acts.isUpdating}>
            {text.saveLabels}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}
