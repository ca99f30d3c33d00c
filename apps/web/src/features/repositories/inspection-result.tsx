import type { Inspection } from '@overmind/contracts/entities/runner';
import { CircleCheck, CircleX, Loader2 } from 'lucide-react';
import { Badge } from '#components/ui/badge.tsx';
import { errorWords } from '#lib/api/error-words.ts';
import { commandWords } from '#lib/command-words.ts';
import { inspectionHints, repositories } from '#text/projects.ts';
import type { useInspection } from './use-inspection.ts';

export function InspectionResult({ inspection }: { inspection: ReturnType<typeof useInspection> }) {
  const { data, error, isWaiting } = inspection;
  if (isWaiting) {
    return (
      <p className="flex items-center gap-2 text-ink-2 text-sm">
        <Loader2 className="size-4 animate-spin" aria-hidden />
        {repositories.looking}
      </p>
    );
  }
  if (error !== null) return <Refused detail={errorWords(error)} />;
  if (data === undefined) return null;
  if (!data.ok) return <Refused detail={`${data.detail} ${inspectionHints[data.reason]}`.trim()} />;
  return <Found inspection={data} />;
}

const Refused = ({ detail }: { detail: string }) => (
  <p className="flex items-start gap-2 text-failed text-sm">
    <CircleX className="mt-0.5 size-4 shrink-0" aria-hidden />
    <span className="min-w-0 [overflow-wrap:anywhere]">
      {detail.split('`').map((part, index) =>
        // Every second part stood between backticks: a command to type.
        index % 2 === 1 ? (
          <code key={part} className="font-mono text-xs">
            {part}
          </code>
        ) : (
          part
        ),
      )}
    </span>
  </p>
);

function Found({ inspection }: { inspection: Extract<Inspection, { ok: true }> }) {
  const found = (['test', 'lint', 'build', 'format'] as const).flatMap((kind) =>
    inspection.detected[kind].map((command) => ({ kind, command })),
  );
  return (
    <div className="rounded-card border border-done/40 bg-done-soft px-3 py-2.5 text-sm">
      <p className="flex flex-wrap items-center gap-x-2">
        <CircleCheck className="size-4 text-done" aria-hidden />
        <span className="font-medium">{inspection.name}</span>
        {inspection.default_branch === null ? null : (
          <span className="text-ink-2">{repositories.onBranch(inspection.default_branch)}</span>
        )}
      </p>
      {inspection.has_git ? null : <p className="mt-1 text-blocked text-xs">{repositories.noGit}</p>}
      {found.length === 0 ? (
        <p className="mt-1 text-ink-2 text-xs">{repositories.nothingDetected}</p>
      ) : (
        <ul className="mt-2 flex flex-wrap gap-1.5" aria-label={repositories.detected}>
          {found.map(({ kind, command }) => (
            <li key={`${kind}:${command.name}`}>
              <Badge>
                {repositories.kinds[kind]} <code className="font-mono">{commandWords(command.run)}</code>
              </Badge>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
