'use client';
import type { Permission } from '@overmind/contracts/entities/permission';
import { listRunPermissions } from '@overmind/contracts/routes/runs';
import { ShieldOff } from 'lucide-react';
import { VisibleText } from '#features/console/visible-text.tsx';
import { useRoute } from '#lib/api/use-route.ts';
import { permissions as text } from '#text/permissions.ts';

const ways = ['expired', 'denied'] as const;
/** As many as are read at a glance. */
const mostShown = 3;

/** What the agent of a run that failed was not allowed to do, which may be why, and what can be done about it. */
export function DeniedAsks({ runId }: { runId: string }) {
  const { data } = useRoute(listRunPermissions, { params: { id: runId } });
  const asks = data?.items ?? [];
  return ways.map((way) => <Denied key={way} way={way} asks={asks.filter(({ status }) => status === way)} />);
}

const Denied = ({ way, asks }: { way: (typeof ways)[number]; asks: readonly Permission[] }) =>
  asks.length === 0 ? null : (
    <p className="mt-1.5 flex max-w-[90ch] items-start gap-1.5 text-sm">
      <ShieldOff className="mt-0.5 size-4 shrink-0 text-failed" aria-hidden />
      <span className="min-w-0 [overflow-wrap:anywhere]">
        {text.notAllowed[way].what}{' '}
        {asks.slice(0, mostShown).map(({ id, title }, index) => (
          <span key={id}>
            {index === 0 ? null : ', '}
            <span className="font-medium">
              <VisibleText text={title} />
            </span>
          </span>
        ))}
        {asks.length > mostShown ? ` ${text.andMore(asks.length - mostShown)}` : null}.{' '}
        <span className="text-ink-2">{text.notAllowed[way].remedy}</span>
      </span>
    </p>
  );
