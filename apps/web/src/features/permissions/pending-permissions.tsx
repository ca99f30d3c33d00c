'use client';
import type { Permission } from '@overmind/contracts/entities/permission';
import type { Run } from '@overmind/contracts/entities/run';
import { ShieldQuestionMark } from 'lucide-react';
import { useAgentNames } from '#features/board/use-board.ts';
import { useMay } from '#features/project/project-context.tsx';
import { permissions as text } from '#text/permissions.ts';
import { PermissionOptions } from './permission-options.tsx';
import { PermissionWords } from './permission-words.tsx';
import { TimeLeft } from './time-left.tsx';
import { useDecidePermission, usePendingPermissions } from './use-permissions.ts';

/** What the agent of a live run waits for, above all else of its page. */
export function PendingPermissions({ run }: { run: Run }) {
  const pending = usePendingPermissions(run);
  const agents = useAgentNames();
  if (pending.length === 0) return null;
  return (
    <section
      aria-label={text.region}
      className="max-h-[50dvh] shrink-0 divide-y divide-signal/40 overflow-y-auto border-signal border-b bg-signal-soft"
    >
      {pending.map((request) => (
        <PermissionCard key={request.id} request={request} agentName={agents.get(run.agent_id) ?? ''} />
      ))}
    </section>
  );
}

interface PermissionCardProps {
  request: Permission;
  agentName: string;
}

export function PermissionCard({ request, agentName }: PermissionCardProps) {
  const may = useMay('operator');
  const { decide, isPending } = useDecidePermission(request);
  return (
    <article aria-label={`${text.title}: ${request.title}`} className="px-3 py-2.5 sm:px-4">
      <p className="mb-1 flex flex-wrap items-center gap-x-3 text-xs">
        <span className="flex items-center gap-1.5 font-medium text-review">
          <ShieldQuestionMark className="size-3.5" aria-hidden />
          {text.asks(agentName)}
        </span>
        <span className="ml-auto">
          <TimeLeft from={request.created_at} to={request.expires_at} />
        </span>
      </p>
      <PermissionWords request={request} />
      <div className="sticky bottom-0 -mb-2.5 flex flex-wrap items-center gap-x-3 gap-y-1.5 bg-signal-soft py-2">
        {may ? (
          <PermissionOptions request={request} isBusy={isPending} onDecide={decide} />
        ) : (
          <span className="text-ink-2 text-xs">{text.lookOnly}</span>
        )}
        <span className="text-ink-2 text-xs">{text.otherwise}</span>
      </div>
    </article>
  );
}
