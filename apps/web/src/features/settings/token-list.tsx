'use client';
import { type ApiToken, type Scope, scopes } from '@overmind/contracts/entities/user';
import { createToken, listTokens, revokeToken } from '@overmind/contracts/routes/auth';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ErrorState, FormError } from '#components/notice.tsx';
import { TimeAgo } from '#components/time-ago.tsx';
import { Badge, Skeleton } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Field, Input, Select } from '#components/ui/field.tsx';
import { WhatBlocks } from '#components/what-blocks.tsx';
import { errorWords } from '#lib/api/error-words.ts';
import { routeKey, useRoute, useSend } from '#lib/api/use-route.ts';
import { toast } from '#lib/toast.ts';
import { settings as text } from '#text/settings.ts';
import { ConfirmButton } from './confirm-button.tsx';
import { ShownOnce } from './shown-once.tsx';

export function TokenList() {
  const tokens = useRoute(listTokens, {}, { staleTime: 0 });
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: routeKey(listTokens) });
  const create = useSend(createToken, { onSuccess: refresh });
  return (
    <div className="space-y-4">
      {tokens.isPending ? <Skeleton className="h-16" /> : null}
      {tokens.isError ? <ErrorState error={tokens.error} onRetry={() => void tokens.refetch()} /> : null}
      {tokens.data?.items.length === 0 ? <p className="text-ink-3 text-sm">{text.noTokens}</p> : null}
      {tokens.data !== undefined && tokens.data.items.length > 0 ? (
        <ul className="divide-y rounded-card border bg-surface">
          {tokens.data.items.map((token) => (
            <TokenRow key={token.id} token={token} onRevoked={() => void refresh()} />
          ))}
        </ul>
      ) : null}
      {create.data === undefined ? null : <ShownOnce secret={create.data.token} />}
      <FormError error={create.error} />
      <NewToken isBusy={create.isPending} onCreate={(body) => create.mutate({ body })} />
    </div>
  );
}

function TokenRow({ token, onRevoked }: { token: ApiToken; onRevoked(): void }) {
  const revoke = useSend(revokeToken, {
    onSuccess: onRevoked,
    onError: (error) => void toast.error(errorWords(error)),
  });
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5 text-sm">
      <span className="font-medium">{token.name}</span>
      {token.scopes.map((scope) => (
        <Badge key={scope}>{text.scopes[scope]}</Badge>
      ))}
      <span className="ml-auto text-ink-3 text-xs">
        {token.last_used_at === null ? (
          text.neverUsed
        ) : (
          <>
            {text.used} <TimeAgo iso={token.last_used_at} />
          </>
        )}
        {' · '}
        {token.expires_at === null ? (
          text.noEnd
        ) : (
          <>
            {text.validUntil} {new Date(token.expires_at).toLocaleDateString('en', { dateStyle: 'medium' })}
          </>
        )}
      </span>
      <ConfirmButton
        label={text.revokeToken(token.name)}
        words={text.revokeWord}
        onConfirm={() => revoke.mutate({ params: { id: token.id } })}
      />
    </li>
  );
}

interface NewTokenProps {
  isBusy: boolean;
  onCreate(body: { name: string; scopes: Scope[]; expires_in_days: number }): void;
}

function NewToken({ isBusy, onCreate }: NewTokenProps) {
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<Scope[]>(['read', 'write']);
  const [days, setDays] = useState(90);
  const toggle = (scope: Scope) =>
    setChosen(chosen.includes(scope) ? chosen.filter((each) => each !== scope) : [...chosen, scope]);
  const missing = [
    ...(name.trim() === '' ? [text.tokenName] : []),
    ...(chosen.length === 0 ? [text.tokenScopes] : []),
  ];
  const isReady = missing.length === 0;
  return (
    <form
      className="flex flex-wrap items-end gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isReady) return;
        onCreate({ name, scopes: chosen, expires_in_days: days });
        setName('');
      }}
    >
      <Field label={text.tokenName} className="w-44">
        {(control) => (
          <Input
            {...control}
            value={name}
            maxLength={80}
            placeholder={text.tokenNamePlaceholder}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <fieldset className="flex h-8 items-center gap-3 text-sm">
        {scopes.map((scope) => (
          <label key={scope} className="flex items-center gap-1.5">
            <input
              type="checkbox"
              className="size-4 accent-(--accent)"
              checked={chosen.includes(scope)}
              onChange={() => toggle(scope)}
            />
            {text.scopes[scope]}
          </label>
        ))}
      </fieldset>
      <Field label={text.expires} className="w-28">
        {(control) => (
          <Select {...control} value={days} onChange={(event) => setDays(Number(event.target.value))}>
            {Object.entries(text.expiryOptions).map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Button type="submit" disabled={!isReady} isBusy={isBusy}>
        {text.createToken}
      </Button>
      <WhatBlocks missing={missing} />
    </form>
  );
}
