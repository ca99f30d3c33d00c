import { ShieldQuestionMark } from 'lucide-react';
import { cn } from '#lib/class-names.ts';
import { runs as text } from '#text/runs.ts';

/** A live run whose agent asks leave and cannot go on without an answer. */
export const WaitsMark = ({ className }: { className?: string }) => (
  <span
    title={text.waitsHint}
    className={cn('inline-flex items-center gap-1 font-medium text-review text-xs', className)}
  >
    <ShieldQuestionMark className="size-3.5 shrink-0" aria-hidden />
    {text.waits}
  </span>
);
