'use client';
import type { ReviewComment } from '@overmind/contracts/entities/merge';
import { Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { TimeAgo } from '#components/time-ago.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { MessageText } from '#features/chat/message-text.tsx';
import { usePersonName } from '#features/people/use-people.ts';
import { useMe } from '#features/session/use-session.ts';
import { review as text } from '#text/review.ts';
import { CommentForm } from './comment-form.tsx';
import { ResolvedMark, useFold } from './resolved-mark.tsx';
import { SettleButton } from './settle-button.tsx';
import { useCommentActs, useMayChange } from './use-comments.ts';

/** What someone said about a line. Its Markdown is inert. */
export function CommentCard({ comment }: { comment: ReviewComment }) {
  const [draft, setDraft] = useState<string | null>(null);
  const { isFolded, toggle } = useFold(comment);
  const me = useMe().data?.user.id;
  const nameOf = usePersonName(comment.project_id);
  return (
    <article aria-label={text.comments.by(comment.author_user_id === me)} className="p-3 text-sm">
      <header className="flex flex-wrap items-center gap-x-2 gap-y-1 text-ink-3 text-xs">
        <span className="font-medium text-ink first-letter:uppercase">{nameOf(comment.author_user_id)}</span>
        <TimeAgo iso={comment.created_at} />
        {comment.sent_at === null ? null : <Badge>{text.comments.sent}</Badge>}
        <ResolvedMark comment={comment} isFolded={isFolded} onToggle={toggle} />
        {draft === null ? (
          <span className="ml-auto flex">
            {isFolded ? null : <OwnActs comment={comment} onEdit={() => setDraft(comment.body)} />}
            <SettleButton comment={comment} />
          </span>
        ) : null}
      </header>
      {isFolded ? null : draft === null ? (
        <MessageText text={comment.body} isMarkdown />
      ) : (
        <Edit comment={comment} words={draft} onWords={setDraft} />
      )}
    </article>
  );
}

/** Changing and deleting, for who wrote it. */
function OwnActs({ comment, onEdit }: { comment: ReviewComment; onEdit(): void }) {
  const { remove } = useCommentActs(comment.run_id);
  if (!useMayChange(comment)) return null;
  return (
    <>
      <Button
        look="quiet"
        size="icon"
        aria-label={text.comments.edit}
        title={text.comments.edit}
        onClick={onEdit}
      >
        <Pencil aria-hidden />
      </Button>
      <Button
        look="quiet"
        size="icon"
        aria-label={text.comments.remove}
        title={text.comments.remove}
        isBusy={remove.isPending}
        onClick={() => remove.mutate({ params: { id: comment.id } })}
      >
        <Trash2 aria-hidden />
      </Button>
    </>
  );
}

interface EditProps {
  comment: ReviewComment;
  words: string;
  onWords(words: string | null): void;
}

function Edit({ comment, words, onWords }: EditProps) {
  const { edit } = useCommentActs(comment.run_id);
  const params = { id: comment.id };
  return (
    <CommentForm
      label={text.comments.edit}
      submit={text.comments.save}
      words={words}
      isBusy={edit.isPending}
      error={edit.error}
      onWords={onWords}
      onCancel={() => onWords(null)}
      onSubmit={(body) => edit.mutate({ params, body: { body } }, { onSuccess: () => onWords(null) })}
    />
  );
}
