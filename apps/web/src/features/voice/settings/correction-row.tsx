'use client';
import type { Correction } from '@overmind/contracts/entities/recording';
import { updateCorrection } from '@overmind/contracts/routes/recordings';
import { type KeyboardEvent, useState } from 'react';
import { FormError } from '#components/notice.tsx';
import { Button } from '#components/ui/button.tsx';
import { Input } from '#components/ui/field.tsx';
import { ConfirmButton } from '#features/settings/confirm-button.tsx';
import { useSend } from '#lib/api/use-route.ts';
import { isComposing } from '#lib/is-composing.ts';
import { common } from '#text/common.ts';
import { voiceSettings as text } from '#text/voice-settings.ts';

interface CorrectionRowProps {
  correction: Correction;
  /** Left out where it is only read. */
  onRemove: (() => void) | undefined;
  onChanged(): unknown;
}

/** One correction, which is changed in its place. */
export function CorrectionRow({ correction, onRemove, onChanged }: CorrectionRowProps) {
  const [isChanged, setChanged] = useState(false);
  const { heard, meant } = correction;
  const done = () => {
    setChanged(false);
    onChanged();
  };
  if (isChanged)
    return <ChangedRow correction={correction} onDone={done} onCancel={() => setChanged(false)} />;
  return (
    <tr className="border-b">
      <td className="py-1 pr-3 [overflow-wrap:anywhere]">{heard}</td>
      <td className="py-1 pr-3 [overflow-wrap:anywhere]">{meant}</td>
      <td className="py-1 text-right">
        {onRemove === undefined ? null : (
          <span className="inline-flex flex-wrap justify-end gap-1">
            <Button size="sm" aria-label={text.change(heard)} onClick={() => setChanged(true)}>
              {text.changeWord}
            </Button>
            <ConfirmButton label={text.remove(heard)} words={text.removeWord} onConfirm={onRemove} />
          </span>
        )}
      </td>
    </tr>
  );
}

interface ChangedRowProps {
  correction: Correction;
  onDone(): void;
  onCancel(): void;
}

function ChangedRow({ correction, onDone, onCancel }: ChangedRowProps) {
  const [heard, setHeard] = useState(correction.heard);
  const [meant, setMeant] = useState(correction.meant);
  const update = useSend(updateCorrection, { onSuccess: onDone });
  const body = { heard: heard.trim(), meant: meant.trim() };
  const isReady = body.heard !== '' && body.meant !== '';
  const save = () => {
    if (isReady) update.mutate({ params: { id: correction.id }, body });
  };
  // It stands in the form of the settings, which is another matter.
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event) || (event.key !== 'Enter' && event.key !== 'Escape')) return;
    event.preventDefault();
    if (event.key === 'Enter') save();
    else onCancel();
  };
  const field = { onKeyDown, maxLength: 100 };
  return (
    <tr className="border-b">
      <td className="py-1 pr-3 align-top">
        <Input
          {...field}
          autoFocus
          aria-label={text.heardIn(correction.heard)}
          value={heard}
          onChange={(event) => setHeard(event.target.value)}
        />
        <FormError error={update.error} />
      </td>
      <td className="py-1 pr-3 align-top">
        <Input
          {...field}
          aria-label={text.meantBy(correction.heard)}
          value={meant}
          onChange={(event) => setMeant(event.target.value)}
        />
      </td>
      <td className="py-1 text-right align-top">
        <span className="inline-flex flex-wrap justify-end gap-1">
          <Button size="sm" look="quiet" onClick={onCancel}>
            {common.cancel}
          </Button>
          <Button size="sm" look="primary" disabled={!isReady} isBusy={update.isPending} onClick={save}>
            {common.save}
          </Button>
        </span>
      </td>
    </tr>
  );
}
