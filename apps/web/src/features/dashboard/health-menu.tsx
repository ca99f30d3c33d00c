'use client';
import { Server } from 'lucide-react';
import { TimeAgo } from '#components/time-ago.tsx';
import { Button } from '#components/ui/button.tsx';
import { Menu, MenuLabel } from '#components/ui/menu.tsx';
import { useView } from '#features/project/project-context.tsx';
import { RunnerStatus } from '#features/agents/runner-status.tsx';
import { cn } from '#lib/class-names.ts';
import { useConnection } from '#lib/live/connection-store.ts';
import { dashboard } from '#text/dashboard.ts';

/** Whether this page is live and whether anything can run. */
export function HealthMenu() {
  const runners = useView((view) => view.runners);
  const state = useConnection((connection) => connection.state);
  const online = runners.filter((runner) => runner.status === 'online').length;
  const words = state === 'open' ? dashboard.live : state === 'connecting' ? dashboard.connecting : dashboard.offline;
  const tone = state !== 'open' ? 'bg-failed' : online === 0 ? 'bg-signal' : 'bg-done';
  return (
    <Menu
      className="w-80"
      trigger={
        <Button look="quiet" size="sm" aria-label={`${dashboard.health}: ${words}, ${dashboard.runnersOnline(online, runners.length)}`}>
          <span className={cn('size-2 rounded-full', tone)} aria-hidden />
          <span className="max-md:hidden">{state === 'open' ? dashboard.runnersOnline(online, runners.length) : words}</span>
        </Button>
      }
    >
      <MenuLabel>{words}</MenuLabel>
      {online === 0 ? <p className="px-2 pb-2 text-ink-2 text-sm">{dashboard.noRunner}</p> : null}
      <ul>
        {runners.map((runner) => (
          <li key={runner.id} className="flex items-center gap-2 px-2 py-1.5 text-sm">
            <Server className="size-4 text-ink-3" aria-hidden />
            <span className="truncate">{runner.name}</span>
            <span className="ml-auto flex items-center gap-2 text-xs">
              {runner.last_heartbeat_at === null ? null : <TimeAgo iso={runner.last_heartbeat_at} className="text-ink-3" />}
              <RunnerStatus status={runner.status} />
            </span>
          </li>
        ))}
      </ul>
    </Menu>
  );
}
