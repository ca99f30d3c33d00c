'use client';
import type { ProjectPersona } from '@overmind/contracts/entities/persona';
import { RotateCcw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx';
import { useProjectScope } from '#features/project/project-context.tsx';
import { common } from '#text/common.ts';
import { personas as text } from '#text/personas.ts';
import type { PersonaActs } from './use-personas.ts';

interface RemovalActsProps {
  persona: ProjectPersona;
  acts: PersonaActs;
  onReset(): void;
  onRemoved(): void;
}

/** A built-in persona goes back to what it began as, an own one goes away; both are asked for twice. */
export function RemovalActs({ persona, acts, onReset, onRemoved }: RemovalActsProps) {
  const { projectId } = useProjectScope();
  const [isAsked, setAsked] = useState(false);
  const { key, name } = persona.persona;
  const asked = { params: { id: projectId, key }, ifMatch: persona.version };
  const onSettled = () => setAsked(false);
  if (!persona.is_built_in)
    return (
      <>
        <Button look="danger" onClick={() => setAsked(true)}>
          <Trash2 aria-hidden />
          {text.remove}
        </Button>
        <Sure
          isOpen={isAsked}
          {...{ title: text.removeTitle(name), hint: text.removeHint, submit: text.removeSubmit }}
          isBusy={acts.remove.isPending}
          onClose={() => setAsked(false)}
          onSure={() => acts.remove.mutate(asked, { onSuccess: onRemoved, onSettled })}
        />
      </>
    );
  if (!persona.is_changed) return null;
  return (
    <>
      <Button onClick={() => setAsked(true)}>
        <RotateCcw aria-hidden />
        {text.reset}
      </Button>
      <Sure
        isOpen={isAsked}
        {...{ title: text.resetTitle(name), hint: text.resetHint, submit: text.reset }}
        isBusy={acts.reset.isPending}
        onClose={() => setAsked(false)}
        onSure={() => acts.reset.mutate(asked, { onSuccess: onReset, onSettled })}
      />
    </>
  );
}

interface SureProps {
  isOpen: boolean;
  title: string;
  hint: string;
  submit: string;
  isBusy: boolean;
  onClose(): void;
  onSure(): void;
}

const Sure = ({ isOpen, title, hint, submit, isBusy, onClose, onSure }: SureProps) => (
  <Dialog isOpen={isOpen} onOpenChange={onClose} title={title} description={hint}>
    <DialogFooter>
      <Button look="quiet" onClick={onClose}>
        {common.cancel}
      </Button>
      <Button look="danger" isBusy={isBusy} onClick={onSure}>
        {submit}
      </Button>
    </DialogFooter>
  </Dialog>
);
