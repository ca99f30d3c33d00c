'use client';
import type { Spec, SpecPhase } from '@overmind/contracts/entities/spec';
import { Check, Undo2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx';
import { Field, Textarea } from '#components/ui/field.tsx';
import { common } from '#text/common.ts';
import { phaseNames, phase as text } from '#text/specs.ts';
import type { SpecActs } from '../use-specs.ts';

interface PhaseActsProps {
  spec: Spec;
  phase: SpecPhase;
  /** There are words that are not saved. */
  isChanged: boolean;
  acts: SpecActs;
}

/** Why it cannot be approved as it stands; null when it can. */
function obstacleTo({ spec, phase, isChanged }: Omit<PhaseActsProps, 'acts'>): string | null {
  if (isChanged) return text.saveFirst;
  if (phase.output_markdown.trim() === '') return text.writeFirst;
  const place = spec.phases.findIndex((each) => each.phase === phase.phase);
  const open = spec.phases.slice(0, place).find(({ status }) => status !== 'approved');
  return open === undefined ? null : text.earlierFirst(phaseNames[open.phase]);
}

/** The gate of a phase. What is approved is the version that is on screen. */
export function PhaseActs(props: PhaseActsProps) {
  const { phase, acts } = props;
  const [isRejecting, setRejecting] = useState(false);
  const obstacle = obstacleTo(props);
  // Another text would have taken it out of this status.
  const isUnchanged = phase.status === 'rejected';
  const hint = obstacle ?? (isUnchanged ? text.unchanged : null);
  const input = { params: { id: phase.spec_id, phase: phase.phase }, ifMatch: phase.version };
  return (
    <>
      {phase.version > 0 && phase.status !== 'rejected' ? (
        <Button size="sm" onClick={() => setRejecting(true)}>
          <Undo2 aria-hidden />
          {text.reject}
        </Button>
      ) : null}
      {phase.status === 'approved' ? null : (
        <>
          {hint === null ? null : (
            <span id={`${phase.phase}-hint`} className="text-ink-2 text-xs">
              {hint}
            </span>
          )}
          <Button
            size="sm"
            look="signal"
            disabled={obstacle !== null}
            aria-describedby={hint === null ? undefined : `${phase.phase}-hint`}
            isBusy={acts.approve.isPending}
            onClick={() => acts.approve.mutate(input)}
          >
            <Check aria-hidden />
            {isUnchanged && obstacle === null ? text.approveUnchanged : text.approve}
          </Button>
        </>
      )}
      {isRejecting ? <RejectDialog phase={phase} acts={acts} onClose={() => setRejecting(false)} /> : null}
    </>
  );
}

function RejectDialog({ phase, acts, onClose }: { phase: SpecPhase; acts: SpecActs; onClose(): void }) {
  const [note, setNote] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const params = { id: phase.spec_id, phase: phase.phase };
    const body = note.trim() === '' ? {} : { note };
    acts.reject.mutate({ params, body, ifMatch: phase.version }, { onSuccess: onClose });
  };
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={text.rejectTitle(phaseNames[phase.phase])}
      description={text.rejectHint}
    >
      <form onSubmit={submit}>
        <Field label={text.note}>
          {(control) => (
            <Textarea
              {...control}
              autoFocus
              maxLength={2_000}
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          )}
        </Field>
        <DialogFooter>
          <Button look="quiet" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button type="submit" look="danger" isBusy={acts.reject.isPending}>
            {text.rejectSubmit}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}
