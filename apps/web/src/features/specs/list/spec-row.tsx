'use client';
import type { Spec } from '@overmind/contracts/entities/spec';
import Link from 'next/link';
import { ShortText } from '#components/short-text.tsx';
import { TimeAgo } from '#components/time-ago.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { cn } from '#lib/class-names.ts';
import { phaseNames, specStatuses, specs as text } from '#text/specs.ts';
import { specPath } from '../specs-path.ts';

export function SpecRow({ spec }: { spec: Spec }) {
  const { id, project_id: projectId, key, title, goal, status, phase, phases, updated_at: updatedAt } = spec;
  const approved = phases.filter((each) => each.status === 'approved').length;
  return (
    <li>
      <Link
        href={specPath(projectId, id)}
        prefetch={false}
        className="block px-3 py-2.5 text-sm hover:bg-ink/5 focus-visible:outline-offset-[-2px]"
      >
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="shrink-0 text-ink-3 text-xs tabular-nums">{key}</span>
          <span className="min-w-0 truncate font-medium">
            <ShortText text={title} />
          </span>
          <Badge className={status === 'completed' ? 'text-done' : 'text-running'}>
            {specStatuses[status]}
          </Badge>
          <TimeAgo iso={updatedAt} className="ml-auto shrink-0 text-ink-3 text-xs tabular-nums" />
        </p>
        {goal === title ? null : (
          <p className="mt-0.5 line-clamp-2 text-ink-2 text-xs [overflow-wrap:anywhere]">
            <ShortText text={goal} />
          </p>
        )}
        <p className="mt-1.5 flex items-center gap-2 text-2xs text-ink-2">
          <span aria-hidden className="flex gap-[2px]">
            {phases.map((each) => (
              <span
                key={each.phase}
                className={cn(
                  'h-1 w-4 rounded-full',
                  each.status === 'approved' ? 'bg-done' : 'bg-line-strong/60',
                )}
              />
            ))}
          </span>
          {status === 'completed' ? null : `${phaseNames[phase]} · `}
          {text.progress(approved, phases.length)}
        </p>
      </Link>
    </li>
  );
}
