'use client';
import type { Correction } from '@overmind/contracts/entities/recording';
import { createCorrection, deleteCorrection, listCorrections } from '@overmind/contracts/routes/recordings';
import { useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useState } from 'react';
import { FormError } from '#components/notice.tsx';
import { Skeleton } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { useMay, useProjectScope } from '#features/project/project-context.tsx';
import { routeKey, useRoute, useSend } from '#lib/api/use-route.ts';
import { isComposing } from '#lib/is-composing.ts';
import { voiceSettings as text } from '#text/voice-settings.ts';
import { CorrectionRow } from './correction-row.tsx';

/** What is heard wrongly in this project, and what is meant by it. */
export function Corrections() {
  const { projectId } = useProjectScope();
  const params = { id: projectId };
  const queries = useQueryClient();
  const found = useRoute(listCorrections, { params });
  const mayChange = useMay('operator');
  const onSuccess = () => queries.invalidateQueries({ queryKey: routeKey(listCorrections, { params }) });
  const remove = useSend(deleteCorrection, { onSuccess });
  const items = found.data?.items ?? [];
  return (
    <div className="space-y-3">
      {found.isPending ? <Skeleton className="h-10" /> : null}
      <FormError error={found.error ?? remove.error} />
      {found.isSuccess && items.length === 0 ? (
        <p className="text-ink-2 text-sm">{text.noCorrections}</p>
      ) : null}
      {items.length === 0 ? null : (
        <CorrectionTable
          items={items}
          onRemove={mayChange ? (id) => remove.mutate({ params: { id } }) : undefined}
          onChanged={onSuccess}
        />
      )}
      {mayChange ? <NewCorrection projectId={projectId} onAdded={onSuccess} /> : null}
    </div>
  );
}

interface CorrectionTableProps {
  items: readonly Correction[];
  onRemove: ((id: string) => void) | undefined;
  onChanged(): unknown;
}

const CorrectionTable = ({ items, onRemove, onChanged }: CorrectionTableProps) => (
  <table className="w-full text-sm">
    <caption className="sr-only">{text.corrections}</caption>
    <thead>
      <tr className="border-b text-left text-ink-2 text-xs">
        <th scope="col" className="py-1 font-medium">
          {text.heard}
        </th>
        <th scope="col" className="py-1 font-medium">
          {text.meant}
        </th>
        <td />
      </tr>
    </thead>
    <tbody>
      {items.map((each) => (
        <CorrectionRow
          key={each.id}
          correction={each}
          onRemove={onRemove && (() => onRemove(each.id))}
          onChanged={onChanged}
        />
      ))}
    </tbody>
  </table>
);

function NewCorrection({ projectId, onAdded }: { projectId: string; onAdded(): void }) {
  const [heard, setHeard] = useState('');
  const [meant, setMeant] = useState('');
  const create = useSend(createCorrection, {
    onSuccess: () => {
      setHeard('');
      setMeant('');
      onAdded();
    },
  });
  const isReady = heard.trim() !== '' && meant.trim() !== '';
  const add = () => {
    if (isReady)
      create.mutate({ params: { id: projectId }, body: { heard: heard.trim(), meant: meant.trim() } });
  };
  // It stands in the form of the settings, which is another matter.
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || isComposing(event)) return;
    event.preventDefault();
    add();
  };
  return (
    <div className="space-y-2">
      <div className="grid items-end gap-2 sm:grid-cols-[1fr_1fr_auto]">
        <Field label={text.heard}>
          {(control) => (
            <Input
              {...{ ...control, onKeyDown, maxLength: 100, placeholder: text.heardPlaceholder }}
              value={heard}
              onChange={(event) => setHeard(event.target.value)}
            />
          )}
        </Field>
        <Field label={text.meant}>
          {(control) => (
            <Input
              {...{ ...control, onKeyDown, maxLength: 100, placeholder: text.meantPlaceholder }}
              value={meant}
              onChange={(event) => setMeant(event.target.value)}
            />
          )}
        </Field>
        <Button disabled={!isReady} isBusy={create.isPending} onClick={add}>
          {text.add}
        </Button>
      </div>
      <FormError error={create.error} />
    </div>
  );
}
