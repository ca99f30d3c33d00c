import type { RunnerWorkspace } from '@overmind/contracts/entities/runner';
import { TimeAgo } from '#components/time-ago.tsx';
import { ConfirmButton } from '#features/settings/confirm-button.tsx';
import { cn } from '#lib/class-names.ts';
import { sizeWords } from '#lib/numbers.ts';
import { runners as text } from '#text/runners.ts';

interface WorkspaceRowProps {
  workspace: RunnerWorkspace;
  budgetBytes: number;
  isBusy: boolean;
  onRemove(): void;
}

export function WorkspaceRow({ workspace, budgetBytes, isBusy, onRemove }: WorkspaceRowProps) {
  const { task_key: key, state, size_bytes: size, since, path } = workspace;
  const share = Math.min(100, ((size ?? 0) / Math.max(1, budgetBytes)) * 100);
  return (
    <li className="flex items-center gap-3 py-1.5">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-medium tabular-nums">{key}</span>
          <span className={cn('text-xs', state === 'live' ? 'text-running' : 'text-ink-3')}>
            {text.states[state]} · <TimeAgo iso={since} />
          </span>
          <span className="ml-auto text-xs tabular-nums">
            {size === null ? text.unknownSize : sizeWords(size)}
          </span>
        </p>
        <code className="block truncate font-mono text-2xs text-ink-3" title={path}>
          {path}
        </code>
        <span className="mt-0.5 block h-1 rounded-full bg-line" aria-hidden>
          <span className="block h-1 min-w-px rounded-full bg-running" style={{ width: `${share}%` }} />
        </span>
      </div>
      {state === 'live' || isBusy ? null : (
        <ConfirmButton label={text.pruneOne(key)} words={text.remove} onConfirm={onRemove} />
      )}
    </li>
  );
}
