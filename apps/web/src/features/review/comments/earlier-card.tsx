'use client';
import { History } from 'lucide-react';
import Link from 'next/link';
import { TimeAgo } from '#components/time-ago.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { MessageText } from '#features/chat/message-text.tsx';
import { VisibleText } from '#features/console/visible-text.tsx';
import { usePersonName } from '#features/people/use-people.ts';
import { earlierComments as text } from '#text/review.ts';
import { lineHash } from '../line-hash.ts';
import { reviewPath } from '../review-paths.ts';
import type { EarlierComment } from './earlier.ts';
import { ResolvedMark, useFold } from './resolved-mark.tsx';
import { SettleButton } from './settle-button.tsx';

/** What someone said of an earlier attempt, whether its line was changed since, and whether it is settled. */
export function EarlierCard({ earlier }: { earlier: EarlierComment }) {
  const { comment, attempt, place } = earlier;
  const { isFolded, toggle } = useFold(comment);
  const nameOf = usePersonName(comment.project_id);
  const { path, side, line } = comment;
  return (
    <article aria-label={text.of(attempt)} className="bg-sunken/60 p-3 text-sm">
      <header className="flex flex-wrap items-center gap-x-2 gap-y-1 text-ink-2 text-xs">
        <History className="size-3.5 shrink-0 text-ink-3" aria-hidden />
        <span className="font-medium text-ink first-letter:uppercase">{nameOf(comment.author_user_id)}</span>
        <TimeAgo iso={comment.created_at} />
        <Link
          href={`${reviewPath(comment.project_id, comment.run_id)}${lineHash({ path, side, line })}`}
          className="underline"
        >
          {text.on(attempt)}
        </Link>
        <Badge className={place === null ? 'border-done/50 text-done' : 'border-review/50 text-review'}>
          {place === null ? text.changed : text.unchanged}
        </Badge>
        {comment.sent_at === null && comment.resolved_at === null ? <Badge>{text.notSent}</Badge> : null}
        <ResolvedMark comment={comment} isFolded={isFolded} onToggle={toggle} />
        <span className="ml-auto">
          <SettleButton comment={comment} />
        </span>
      </header>
      {isFolded ? null : <Words earlier={earlier} />}
    </article>
  );
}

function Words({ earlier: { comment, place } }: { earlier: EarlierComment }) {
  const quote = comment.line_text.trim();
  return (
    <>
      {place === null && quote !== '' ? (
        <p className="my-1 truncate font-mono text-ink-2 text-xs">
          <VisibleText text={`${comment.line}: ${quote}`} />
        </p>
      ) : null}
      <MessageText text={comment.body} isMarkdown />
    </>
  );
}
