import type { Runner } from '@overmind/contracts/entities/runner';
import { Server } from 'lucide-react';
import type { ReactNode } from 'react';
import { TimeAgo } from '#components/time-ago.tsx';
import { agents as text } from '#text/agents.ts';
import { RunnerStatus } from './runner-status.tsx';

export const RunnerRow = ({ runner, actions }: { runner: Runner; actions?: ReactNode }) => (
  <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-3">
    <Server className="size-4 text-ink-3" aria-hidden />
    <div className="min-w-0 flex-1">
      <p className="flex flex-wrap items-center gap-x-3 font-medium text-sm">
        {runner.name}
        <span className="text-xs">
          <RunnerStatus status={runner.status} />
        </span>
      </p>
      <p className="truncate text-ink-3 text-xs">
        {text.capacity(runner.capacity)}
        {runner.platform === null ? '' : ` · ${runner.platform}`}
        {runner.allowed_roots.length === 0 ? '' : ` · ${text.roots}: ${runner.allowed_roots.join(', ')}`}
      </p>
    </div>
    {runner.last_heartbeat_at === null ? null : (
      <span className="text-ink-3 text-xs">
        {text.lastHeard} <TimeAgo iso={runner.last_heartbeat_at} />
      </span>
    )}
    {actions}
  </li>
);
