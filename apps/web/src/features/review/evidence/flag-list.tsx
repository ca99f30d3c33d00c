'use client';
import type { RunFlag } from '@overmind/contracts/entities/run';
import { TriangleAlert } from 'lucide-react';
import { VisibleText } from '#features/console/visible-text.tsx';
import { reviewEvidence as text } from '#text/review.ts';
import { type DiffFile, findChange, placeOf } from '../diff/diff-file.ts';
import { useReviewed } from '../review-context.tsx';
import { useReview } from '../review-store.ts';

/** Tests and checks that the run took away or weakened; each leads to its line. */
export function FlagList({ flags }: { flags: readonly RunFlag[] }) {
  if (flags.length === 0) return null;
  return (
    <section aria-label={text.flagsTitle} className="rounded-md border border-signal bg-signal-soft p-2.5">
      <h3 className="flex items-center gap-2 font-semibold">
        <TriangleAlert className="size-4 shrink-0 text-review" aria-hidden />
        {text.flagsTitle}
      </h3>
      <p className="text-ink-2 text-xs">{text.flagsHint}</p>
      <ul className="mt-1.5 space-y-1">
        {flags.map((flag, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: flags have no id and keep their places
          <Flag key={index} flag={flag} />
        ))}
      </ul>
    </section>
  );
}

function Flag({ flag: { kind, path, line, text: words } }: { flag: RunFlag }) {
  const { files } = useReviewed();
  const goTo = useReview((state) => state.goTo);
  const file = files.find((each) => each.path === path || each.oldPath === path);
  const change = file === undefined || line === null ? null : changeAt(file, kind, line);
  const place = line === null ? path : `${path}:${line}`;
  return (
    <li className="[overflow-wrap:anywhere]">
      {text.flagKinds[kind]}{' '}
      {file === undefined ? (
        <code className="font-mono text-xs">
          <VisibleText text={place} />
        </code>
      ) : (
        <button
          type="button"
          aria-label={text.goTo(place)}
          onClick={() => goTo(file.path, change === null ? null : placeOf(file.path, change))}
          className="font-mono text-accent text-xs underline max-md:min-h-11"
        >
          <VisibleText text={place} />
        </button>
      )}
      {words.trim() === '' ? null : (
        <code className="block truncate font-mono text-ink-2 text-xs">
          <VisibleText text={words} />
        </code>
      )}
    </li>
  );
}

/** What is gone has its line in the old file, what was added in the new one. */
function changeAt(file: DiffFile, kind: RunFlag['kind'], line: number) {
  const isGone = kind === 'test_deleted' || kind === 'assertion_removed';
  const [first, second] = isGone ? (['old', 'new'] as const) : (['new', 'old'] as const);
  return findChange(file, first, line) ?? findChange(file, second, line);
}
