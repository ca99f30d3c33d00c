'use client';
import type { Runner, WorkspaceReport } from '@overmind/contracts/entities/runner';
import { HardDrive } from 'lucide-react';
import { useState } from 'react';
import { ErrorState } from '#components/notice.tsx';
import { Skeleton } from '#components/ui/badge.tsx';
import { ConfirmButton } from '#features/settings/confirm-button.tsx';
import { sizeWords } from '#lib/numbers.ts';
import { runners as text } from '#text/runners.ts';
import { DiskBar } from './disk-bar.tsx';
import { useWorkspaces } from './use-runners.ts';
import { WorkspaceRow } from './workspace-row.tsx';

/** The folders that a runner keeps, and what they take of its budget. Asked for when unfolded. */
export function Workspaces({ runner }: { runner: Runner }) {
  const [isOpen, setOpen] = useState(false);
  const isThere = runner.status === 'online' || runner.status === 'draining';
  return (
    <details
      className="border-t pt-2.5 text-sm"
      open={isOpen}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary className="flex min-h-7 list-none items-center gap-2 text-ink-2 hover:text-ink max-md:min-h-11">
        <HardDrive className="size-3.5 text-ink-3" aria-hidden />
        {text.workspaces}
      </summary>
      <div className="pt-2.5">
        {isOpen && isThere ? <Report runner={runner} /> : null}
        {isThere ? null : <p className="text-ink-3">{text.workspacesOffline}</p>}
      </div>
    </details>
  );
}

function Report({ runner }: { runner: Runner }) {
  const { report, prune, isPruning } = useWorkspaces(runner, true);
  if (report.isPending) return <Skeleton className="h-24" />;
  if (report.isError)
    return <ErrorState error={report.error} onRetry={() => void report.refetch()} className="py-4" />;
  const { workspaces, budget_bytes: budget, free_bytes: free } = report.data;
  const bySize = [...workspaces].sort((a, b) => (b.size_bytes ?? 0) - (a.size_bytes ?? 0));
  return (
    <div className="space-y-3">
      <DiskBar report={report.data} />
      <p className="text-ink-3 text-xs">{text.free(sizeWords(free))}</p>
      {bySize.length === 0 ? <p className="text-ink-3">{text.noWorkspaces}</p> : null}
      <ul className="max-h-72 divide-y overflow-y-auto">
        {bySize.map((workspace) => (
          <WorkspaceRow
            key={workspace.run_id}
            workspace={workspace}
            budgetBytes={budget}
            isBusy={isPruning}
            onRemove={() => prune([workspace.run_id], false)}
          />
        ))}
      </ul>
      <PruneAll report={report.data} onPrune={(withCaches) => prune(null, withCaches)} />
    </div>
  );
}

interface PruneAllProps {
  report: WorkspaceReport;
  onPrune(withCaches: boolean): void;
}

function PruneAll({ report, onPrune }: PruneAllProps) {
  const [withCaches, setWithCaches] = useState(false);
  const isIdle = report.workspaces.every(({ state }) => state === 'live');
  if (isIdle && report.caches_bytes === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-3">
      <label className="flex items-center gap-2 max-md:min-h-11">
        <input
          type="checkbox"
          className="size-4 accent-(--done)"
          checked={withCaches}
          onChange={(event) => setWithCaches(event.target.checked)}
        />
        {text.pruneWithCaches}
      </label>
      <span className="ml-auto">
        <ConfirmButton label={text.prune} words={text.prune} onConfirm={() => onPrune(withCaches)} />
      </span>
    </div>
  );
}
