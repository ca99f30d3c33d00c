import type { SpecRef } from '@overmind/contracts/entities/spec';
import Link from 'next/link';
import { specPath } from '#features/specs/specs-path.ts';
import { outcome as text } from '#text/discussions.ts';

/** The spec that a decision became. */
export const DecidedSpec = ({ projectId, spec }: { projectId: string; spec: SpecRef }) => (
  <section aria-label={text.specMade} className="space-y-2 rounded-card border bg-raised p-3">
    <h2 className="font-medium text-ink-2 text-xs">{text.specMade}</h2>
    <Link
      href={specPath(projectId, spec.id)}
      className="flex items-center gap-2 rounded-md px-1 py-0.5 text-sm hover:bg-ink/5 max-md:min-h-11"
    >
      <span className="shrink-0 text-ink-3 text-xs tabular-nums">{spec.key}</span>
      <span className="min-w-0 truncate">{spec.title}</span>
    </Link>
  </section>
);
