'use client';
import type { Runner } from '@overmind/contracts/entities/runner';
import { createRunner, listRunners, revokeRunner, updateRunner } from '@overmind/contracts/routes/runners';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ErrorState, FormError } from '#components/notice.tsx';
import { Skeleton } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { RunnerRow } from '#features/agents/runner-row.tsx';
import { errorWords } from '#lib/api/error-words.ts';
import { routeKey, useRoute, useSend } from '#lib/api/use-route.ts';
import { toast } from '#lib/toast.ts';
import { settings as text } from '#text/settings.ts';
import { ConfirmButton } from './confirm-button.tsx';
import { ShownOnce } from './shown-once.tsx';

export function RunnerSettings() {
  const runners = useRoute(listRunners, {}, { staleTime: 0 });
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: routeKey(listRunners) });
  const create = useSend(createRunner, { onSuccess: refresh });
  const [name, setName] = useState('');
  return (
    <div className="space-y-4">
      {runners.isPending ? <Skeleton className="h-16" /> : null}
      {runners.isError ? <ErrorState error={runners.error} onRetry={() => void runners.refetch()} /> : null}
      {runners.data?.items.length === 0 ? <p className="text-ink-3 text-sm">{text.noRunners}</p> : null}
      {runners.data !== undefined && runners.data.items.length > 0 ? (
        <ul className="divide-y rounded-card border bg-surface">
          {runners.data.items.map((runner) => (
            <RunnerRow
              key={runner.id}
              runner={runner}
              actions={<RunnerActions runner={runner} onChanged={() => void refresh()} />}
            />
          ))}
        </ul>
      ) : null}
      {create.data === undefined ? null : <ShownOnce secret={create.data.token} />}
      <FormError error={create.error} />
      <form
        className="flex flex-wrap items-end gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() === '') return;
          create.mutate({ body: { name } });
          setName('');
        }}
      >
        <Field label={text.runnerName} className="w-56">
          {(control) => (
            <Input
              {...control}
              value={name}
              maxLength={80}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" disabled={name.trim() === ''} isBusy={create.isPending}>
          {text.createRunner}
        </Button>
      </form>
    </div>
  );
}

function RunnerActions({ runner, onChanged }: { runner: Runner; onChanged(): void }) {
  const options = { onSuccess: onChanged, onError: (error: unknown) => void toast.error(errorWords(error)) };
  const update = useSend(updateRunner, options);
  const revoke = useSend(revokeRunner, options);
  const isDraining = runner.status === 'draining';
  const params = { id: runner.id };
  return (
    <span className="flex gap-2">
      <Button
        size="sm"
        isBusy={update.isPending}
        onClick={() => update.mutate({ params, body: { is_draining: !isDraining } })}
      >
        {isDraining ? text.resume : text.drain}
      </Button>
      <ConfirmButton
        label={text.revokeToken(runner.name)}
        words={text.revokeWord}
        onConfirm={() => revoke.mutate({ params })}
      />
    </span>
  );
}
