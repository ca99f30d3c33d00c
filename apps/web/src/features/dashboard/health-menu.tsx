'use client';
import { lazy } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Menu } from '#components/ui/menu.tsx';
import { useView } from '#features/project/project-context.tsx';
import { cn } from '#lib/class-names.ts';
import { useConnection } from '#lib/live/connection-store.ts';
import { dashboard } from '#text/dashboard.ts';

const HealthItems = lazy(async () => ({ default: (await import('./health-items.tsx')).HealthItems }));

/** Whether this page is live and whether anything can run. */
export function HealthMenu() {
  const runners = useView((view) => view.runners);
  const state = useConnection((connection) => connection.state);
  const online = runners.filter((runner) => runner.status === 'online').length;
  const words =
    state === 'open' ? dashboard.live : state === 'connecting' ? dashboard.connecting : dashboard.offline;
  const tone = state !== 'open' ? 'bg-failed' : online === 0 ? 'bg-signal' : 'bg-done';
  return (
    <Menu
      className="w-80"
      trigger={
        <Button
          look="quiet"
          size="sm"
          aria-label={`${dashboard.health}: ${words}, ${dashboard.runnersOnline(online, runners.length)}`}
        >
          <span className={cn('size-2 rounded-full', tone)} aria-hidden />
          <span className="max-md:hidden">
            {state === 'open' ? dashboard.runnersOnline(online, runners.length) : words}
          </span>
        </Button>
      }
    >
      <HealthItems words={words} isNoneOnline={online === 0} />
    </Menu>
  );
}
