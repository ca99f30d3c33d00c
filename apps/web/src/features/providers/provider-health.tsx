'use client';
import type { Provider } from '@overmind/contracts/entities/provider';
import { Activity, KeyRound } from 'lucide-react';
import { TimeAgo } from '#components/time-ago.tsx';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#lib/class-names.ts';
import { duration } from '#lib/time.ts';
import { providers as text } from '#text/providers.ts';
import { goToProvider } from './providers-place.ts';
import { troubleOf } from './trouble.ts';
import { useProviderActs } from './use-providers.ts';

const tones: Record<Provider['health']['status'], string> = {
  up: 'bg-done',
  down: 'bg-failed',
  unknown: 'bg-line-strong',
};

/** How a provider was when it was last asked, and a button that asks it now. */
export function ProviderHealth({ provider, mayTest }: { provider: Provider; mayTest: boolean }) {
  const { health, name } = provider;
  const { test } = useProviderActs();
  return (
    <div className="space-y-1">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
        <span aria-hidden className={cn('size-2.5 rounded-full', tones[health.status])} />
        <span className={cn(health.status === 'down' && 'text-failed')}>{statusOf(provider)}</span>
        <Times health={health} />
        {mayTest ? (
          <Button
            size="sm"
            className="ml-auto"
            aria-label={text.testOf(name)}
            isBusy={test.isPending}
            onClick={() => test.mutate({ params: { provider: name } })}
          >
            <Activity aria-hidden />
            {text.test}
          </Button>
        ) : null}
      </div>
      {health.error === null || test.data !== undefined ? null : (
        <p className="text-failed text-xs">
          <TroubleWords provider={provider} error={health.error} maySet={mayTest} />
        </p>
      )}
      <p role="status" className="text-xs">
        {test.data === undefined ? null : test.data.is_up ? (
          <span className="text-done">{text.testUp(duration(test.data.latency_ms), test.data.models)}</span>
        ) : (
          <span className="text-failed">
            {text.testDown(duration(test.data.latency_ms))}{' '}
            <TroubleWords provider={provider} error={test.data.error ?? ''} maySet={mayTest} />
          </span>
        )}
      </p>
    </div>
  );
}

const statusOf = (provider: Provider): string =>
  provider.health.status === 'down'
    ? troubleOf(provider, provider.health.error ?? '').status
    : text.statuses[provider.health.status];

interface TroubleWordsProps {
  provider: Provider;
  error: string;
  maySet: boolean;
}

/** What to do about it, and what the provider or the network said. */
function TroubleWords({ provider, error, maySet }: TroubleWordsProps) {
  const { step, wantsKey } = troubleOf(provider, error);
  return (
    <>
      {step === null ? null : `${step} `}
      {wantsKey && maySet ? (
        <Button size="sm" onClick={() => goToProvider({ key: provider.name })}>
          <KeyRound aria-hidden />
          {text.setKey}
        </Button>
      ) : null}
      <span className={cn('[overflow-wrap:anywhere]', step !== null && 'block text-ink-3')}>{error}</span>
    </>
  );
}

function Times({ health }: Pick<Provider, 'health'>) {
  const { since, checked_at: checkedAt, latency_ms: latencyMs } = health;
  return (
    <span className="text-ink-3 text-xs">
      {since === null ? null : (
        <>
          {text.since} <TimeAgo iso={since} />
        </>
      )}
      {checkedAt === null ? null : (
        <>
          {since === null ? '' : ', '}
          {text.checked} <TimeAgo iso={checkedAt} />
        </>
      )}
      {latencyMs === null ? null : ` (${duration(latencyMs)})`}
    </span>
  );
}
