import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';

interface FoldedPartProps {
  title: string;
  /** What is set in it, in a few words. */
  summary: string;
  children: ReactNode;
}

/** A part of a form that most people never need to open. */
export const FoldedPart = ({ title, summary, children }: FoldedPartProps) => (
  <details className="group rounded-card border bg-surface">
    <summary className="flex list-none items-center gap-2 px-3 py-2 text-sm max-md:min-h-11">
      <ChevronRight className="size-3.5 shrink-0 text-ink-3 group-open:rotate-90" aria-hidden />
      <span className="font-medium">{title}</span>
      <span className="ml-auto min-w-0 truncate text-ink-3 text-xs">{summary}</span>
    </summary>
    <div className="space-y-4 border-t px-3 py-3">{children}</div>
  </details>
);
