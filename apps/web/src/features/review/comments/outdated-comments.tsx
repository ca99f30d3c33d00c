'use client';
import { ChevronRight } from 'lucide-react';
import { useMemo } from 'react';
import { earlierComments as text } from '#text/review.ts';
import type { EarlierComment } from './earlier.ts';
import { EarlierCard } from './earlier-card.tsx';

interface OutdatedCommentsProps {
  earlier: readonly EarlierComment[];
  path: string;
  oldPath: string;
}

/** Comments of earlier attempts whose lines this result does not have any more, folded at the head of their file. */
export function OutdatedComments({ earlier, path, oldPath }: OutdatedCommentsProps) {
  const outdated = useMemo(
    () =>
      earlier.filter(
        ({ place, comment }) => place === null && (comment.path === path || comment.path === oldPath),
      ),
    [earlier, path, oldPath],
  );
  return outdated.length === 0 ? null : (
    <OutdatedList outdated={outdated} title={text.outdated(outdated.length)} />
  );
}

export const OutdatedList = ({ outdated, title }: { outdated: readonly EarlierComment[]; title: string }) => (
  <details className="group border-b">
    <summary className="flex cursor-pointer list-none items-center gap-1.5 px-3 py-1.5 text-ink-2 text-xs max-md:min-h-11">
      <ChevronRight className="size-3.5 shrink-0 group-open:rotate-90" aria-hidden />
      {title}
    </summary>
    <div className="divide-y border-t">
      {outdated.map((each) => (
        <EarlierCard key={each.comment.id} earlier={each} />
      ))}
    </div>
  </details>
);
