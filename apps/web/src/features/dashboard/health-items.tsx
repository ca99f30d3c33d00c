'use client';
import { Server } from 'lucide-react';
import { TimeAgo } from '#components/time-ago.tsx';
import { MenuLabel } from '#components/ui/menu-parts.tsx';
import { RunnerStatus } from '#features/agents/runner-status.tsx';
import { useView } from '#features/project/project-context.tsx';
import { dashboard } from '#text/dashboard.ts';

export function HealthItems({ words, isNoneOnline }: { words: string; isNoneOnline: boolean }) {
  const runners = useView((view) => view.runners);
  return (
    <>
      <MenuLabel>{words}</MenuLabel>
      {isNoneOnline ? <p className="px-2 pb-2 text-ink-2 text-sm">{dashboard.noRunner}</p> : null}
      {runners.map((runner) => (
        <div key={runner.id} className="flex items-center gap-2 px-2 py-1.5 text-sm">
          <Server className="size-4 text-ink-3" aria-hidden />
          <span className="truncate">{runner.name}</span>
          <span className="ml-auto flex items-center gap-2 text-xs">
            {runner.last_heartbeat_at === null ? null : (
              <TimeAgo iso={runner.last_heartbeat_at} className="text-ink-3" />
            )}
            <RunnerStatus status={runner.status} />
          </span>
        </div>
      ))}
    </>
  );
}
