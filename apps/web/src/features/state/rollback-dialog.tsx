'use client';
import { diffStates, listStateVersions, rollbackState } from '@overmind/contracts/routes/state';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ErrorState, FormError } from '#components/notice.tsx';
import { Skeleton } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { useProjectScope } from '#features/project/project-context.tsx';
import { routeKey, useRoute, useSend } from '#lib/api/use-route.ts';
import { toast } from '#lib/toast.ts';
import { common } from '#text/common.ts';
import { rollback as text } from '#text/state.ts';
import { SemanticChanges } from './semantic-changes.tsx';

interface RollbackDialogProps {
  version: number;
  latest: number;
  onClose(): void;
  onDone(): void;
}

/** What a rollback brings back; all else is generated and stays as the present is. */
const broughtBack = /^\/(?:notes|project\/name|agents\/[^/]+\/is_enabled)$/;

export function RollbackDialog({ version, latest, onClose, onDone }: RollbackDialogProps) {
  const { projectId } = useProjectScope();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const diff = useRoute(diffStates, {
    params: { id: projectId },
    query: { from: latest, to: version },
  });
  const changes = (diff.data?.changes ?? []).filter(({ path }) => broughtBack.test(path));
  const back = useSend(rollbackState, {
    onSuccess: (made) => {
      void queries.invalidateQueries({ queryKey: routeKey(listStateVersions) });
      toast.success(text.done(made.version));
      onDone();
    },
  });
  const body = { version, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) };
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={text.title(version)}
      description={text.hint(latest + 1)}
      className="max-w-2xl"
    >
      <h3 className="mb-2 font-semibold text-sm">{text.changes}</h3>
      {diff.isPending ? <Skeleton className="h-24" /> : null}
      {diff.isError ? <ErrorState error={diff.error} onRetry={() => void diff.refetch()} /> : null}
      {diff.isSuccess && changes.length === 0 ? <p className="text-ink-2 text-sm">{text.nothing}</p> : null}
      <SemanticChanges changes={changes} />
      <Field label={text.reason} className="mt-4">
        {(control) => (
          <Input
            {...control}
            maxLength={200}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <div className="mt-3">
        <FormError error={back.error} />
      </div>
      <DialogFooter>
        <Button look="quiet" onClick={onClose}>
          {common.cancel}
        </Button>
        <Button
          look="primary"
          disabled={!diff.isSuccess || changes.length === 0}
          isBusy={back.isPending}
          onClick={() => back.mutate({ params: { id: projectId }, body })}
        >
          {text.submit}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
