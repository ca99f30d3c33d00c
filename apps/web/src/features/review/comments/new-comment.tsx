'use client';
import { useState } from 'react';
import { review as text } from '#text/review.ts';
import type { LinePlace } from '../diff/diff-file.ts';
import { useReviewed } from '../review-context.tsx';
import { useReview } from '../review-store.ts';
import { CommentForm } from './comment-form.tsx';
import { readDraft, writeDraft } from './drafts.ts';
import { useCommentActs } from './use-comments.ts';

const longestQuote = 2_000;

/** The form under a line. What is typed in it outlives the page. */
export function NewComment({ place, lineText }: { place: LinePlace; lineText: string }) {
  const { run } = useReviewed();
  const closeForm = useReview((state) => state.closeForm);
  const [words, setWords] = useState(() => readDraft(run.id, place));
  const { add } = useCommentActs(run.id);
  const keep = (next: string) => {
    setWords(next);
    writeDraft(run.id, place, next);
  };
  const close = () => {
    writeDraft(run.id, place, '');
    closeForm(place);
  };
  const send = (body: string) =>
    add.mutate(
      { params: { id: run.id }, body: { ...place, line_text: lineText.slice(0, longestQuote), body } },
      { onSuccess: close },
    );
  return (
    <div className="p-3">
      <CommentForm
        label={text.comments.on(place.line)}
        submit={text.comments.add}
        words={words}
        isBusy={add.isPending}
        error={add.error}
        onWords={keep}
        onCancel={close}
        onSubmit={send}
      />
    </div>
  );
}
