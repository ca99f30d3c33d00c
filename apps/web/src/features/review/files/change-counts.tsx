import { review as text } from '#text/review.ts';

/** How many lines came and went; nothing for a file of which no line did. */
export const ChangeCounts = ({ insertions, deletions }: { insertions: number; deletions: number }) =>
  insertions + deletions === 0 ? null : (
    <span className="flex shrink-0 gap-1.5 text-xs tabular-nums">
      <span className="sr-only">{text.counts(insertions, deletions)}</span>
      <span aria-hidden className="text-done">
        +{insertions}
      </span>
      <span aria-hidden className="text-failed">
        −{deletions}
      </span>
    </span>
  );
