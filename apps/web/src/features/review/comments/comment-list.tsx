'use client';
import type { ReviewComment } from '@overmind/contracts/entities/merge';
import { VisibleText } from '#features/console/visible-text.tsx';
import { cn } from '#lib/class-names.ts';
import { earlierComments as earlierText, resolution, review as text } from '#text/review.ts';
import type { LinePlace } from '../diff/diff-file.ts';
import { lineName } from '../line-hash.ts';
import { useReview } from '../review-store.ts';
import type { EarlierComment } from './earlier.ts';
import type { Said } from './open-comments.ts';

interface CommentListProps {
  said: Said;
  /** How many of all comments are open. */
  open: number;
  isEmpty: boolean;
  onLeave(): void;
}

/** All comments of a run and of the attempts before it; each leads to its line, or to its file when that is gone. */
export function CommentList({ said, open, isEmpty, onLeave }: CommentListProps) {
  if (isEmpty) return <p className="p-3 text-ink-2 text-sm">{text.comments.none}</p>;
  const entries = entriesOf(said);
  return (
    <>
      <OpenOnly open={open} />
      {entries.length === 0 ? <p className="p-3 text-ink-2 text-sm">{resolution.all}</p> : null}
      <ul className="divide-y text-sm">
        {entries.map((entry) => (
          <EntryLine key={entry.comment.id} entry={entry} onLeave={onLeave} />
        ))}
      </ul>
    </>
  );
}

function OpenOnly({ open }: { open: number }) {
  const isOpenOnly = useReview((state) => state.isOpenOnly);
  const toggle = useReview((state) => state.toggleOpenOnly);
  return (
    <label className="flex items-center gap-2 border-b px-3 py-2 text-sm max-md:min-h-11">
      <input type="checkbox" className="size-4 accent-(--accent)" checked={isOpenOnly} onChange={toggle} />
      {resolution.onlyOpen}
      <span className="ml-auto text-ink-2 text-xs">{resolution.open(open)}</span>
    </label>
  );
}

interface Entry {
  comment: ReviewComment;
  place: LinePlace;
  /** Of an earlier attempt, what became of its line, and whether it is settled. */
  notes: string[];
}

const settledNote = ({ resolved_at }: ReviewComment): string[] =>
  resolved_at === null ? [] : [resolution.resolved];

const entriesOf = ({ comments, earlier }: Said): Entry[] => [
  ...comments.map((comment) => ({ comment, place: comment, notes: settledNote(comment) })),
  ...earlier.map((each) => ({
    ...{ comment: each.comment, place: each.place ?? each.comment },
    notes: [...earlierNotes(each), ...settledNote(each.comment)],
  })),
];

const earlierNotes = ({ attempt, place }: EarlierComment): string[] => [
  earlierText.on(attempt),
  place === null ? earlierText.changed : earlierText.unchanged,
];

function EntryLine({ entry, onLeave }: { entry: Entry; onLeave(): void }) {
  const goTo = useReview((state) => state.goTo);
  const { path, side, line } = entry.place;
  const { body, resolved_at } = entry.comment;
  return (
    <li>
      <button
        type="button"
        className="block w-full px-3 py-2 text-left hover:bg-ink/5"
        onClick={() => {
          onLeave();
          goTo(path, { path, side, line });
        }}
      >
        <span className="sr-only">{text.comments.goTo(path, line)}: </span>
        <span aria-hidden className="block truncate font-mono text-ink-2 text-xs">
          <VisibleText text={lineName({ path, side, line })} />
        </span>
        {entry.notes.length === 0 ? null : (
          <span className="block text-ink-3 text-xs">{entry.notes.join(', ')}</span>
        )}
        <span
          className={cn('line-clamp-2 [overflow-wrap:anywhere]', resolved_at === null ? '' : 'text-ink-3')}
        >
          <VisibleText text={body} />
        </span>
      </button>
    </li>
  );
}
