'use client';
import type { Provider } from '@overmind/contracts/entities/provider';
import { Activity } from 'lucide-react';
import { TimeAgo } from '#components/time-ago.tsx';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#lib/class-names.ts';
import { duration } from '#lib/time.ts';
import { providers as text } from '#text/providers.ts';
import { nextStepOf } from './next-step.ts';
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
        <span className={cn(health.status === 'down' && 'text-failed')}>{text.statuses[health.status]}</span>
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
          <Trouble error={health.error} />
        </p>
      )}
      <p role="status" className="text-xs">
        {test.data === undefined ? null : test.data.is_up ? (
          <span className="text-done">{text.testUp(duration(test.data.latency_ms), test.data.models)}</span>
        ) : (
          <span className="text-failed">
            {text.testDown(duration(test.data.latency_ms))} <Trouble error={test.data.error ?? ''} />
          </span>
        )}
      </p>
    </div>
  );
}

/** What to do about it, and what the provider or the network said. */
function Trouble({ error }: { error: string }) {
  const step = nextStepOf(error);
  return (
    <>
      {step === null ? null : `${step} `}
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
