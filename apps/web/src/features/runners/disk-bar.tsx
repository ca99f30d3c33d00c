import type { WorkspaceReport } from '@overmind/contracts/entities/runner';
import { cn } from '#lib/class-names.ts';
import { sizeWords } from '#lib/numbers.ts';
import { runners as text } from '#text/runners.ts';

/** What takes a runner's disk, against what it may take. */
export function DiskBar({ report }: { report: WorkspaceReport }) {
  const trees = report.workspaces.reduce((sum, { size_bytes: size }) => sum + (size ?? 0), 0);
  const used = trees + report.caches_bytes + report.spool_bytes + report.agents_bytes;
  const whole = Math.max(report.budget_bytes, used, 1);
  const parts = [
    { name: text.trees, bytes: trees, fill: 'bg-running' },
    { name: text.caches, bytes: report.caches_bytes, fill: 'bg-blocked' },
    { name: text.spool, bytes: report.spool_bytes, fill: 'bg-review' },
    { name: text.agentHomes, bytes: report.agents_bytes, fill: 'bg-queued' },
  ].filter(({ bytes }) => bytes > 0);
  const words = text.budget(sizeWords(used), sizeWords(report.budget_bytes));
  return (
    <div>
      {/* biome-ignore lint/a11y/useSemanticElements: a meter element cannot be drawn in parts */}
      <div
        role="meter"
        aria-label={text.workspaces}
        aria-valuemin={0}
        aria-valuemax={whole}
        aria-valuenow={used}
        aria-valuetext={words}
        className="flex h-2 gap-px overflow-hidden rounded-full bg-line"
      >
        {parts.map(({ name, bytes, fill }) => (
          <span key={name} className={fill} style={{ width: `${(bytes / whole) * 100}%` }} />
        ))}
      </div>
      <p
        className={cn(
          'mt-1 flex flex-wrap gap-x-3 text-xs tabular-nums',
          used > report.budget_bytes ? 'text-failed' : 'text-ink-2',
        )}
      >
        {words}
        {parts.map(({ name, bytes, fill }) => (
          <span key={name} className="flex items-center gap-1 text-ink-3">
            <span className={cn('size-2 rounded-full', fill)} aria-hidden />
            {name} {sizeWords(bytes)}
          </span>
        ))}
      </p>
    </div>
  );
}
