'use client';
import { MessagesSquare } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { Popover } from '#components/ui/popover.tsx';
import { cn } from '#lib/class-names.ts';
import { earlierComments as earlierText, resolution, review as text } from '#text/review.ts';
import { CommentList } from './comment-list.tsx';
import { countOpen, type Said } from './open-comments.ts';
import { useSaid } from './use-said.ts';

/** How much was said and how much of it is open; opens the list of it. */
export function CommentsButton() {
  const { all, shown } = useSaid();
  const isEmpty = all.comments.length + all.earlier.length === 0;
  return (
    <Popover
      label={text.comments.title}
      align="start"
      trigger={
        <Button size="sm" look="quiet">
          <MessagesSquare aria-hidden />
          <span className={cn(isEmpty ? 'max-sm:sr-only' : '')}>{wordsOf(all)}</span>
        </Button>
      }
    >
      {(close) => <CommentList said={shown} open={countOpen(all)} isEmpty={isEmpty} onLeave={close} />}
    </Popover>
  );
}

function wordsOf(said: Said): string {
  const { comments, earlier } = said;
  const parts = [text.comments.list(comments.length)];
  if (earlier.length > 0) parts.push(earlierText.count(earlier.length));
  if (comments.length + earlier.length > 0) parts.push(resolution.open(countOpen(said)));
  return parts.join(', ');
}
