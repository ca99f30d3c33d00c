'use client';
import { useId, useState } from 'react';
import { FormError } from '#components/notice.tsx';
import { Button } from '#components/ui/button.tsx';
import { Textarea } from '#components/ui/field.tsx';
import { common } from '#text/common.ts';
import { review as text } from '#text/review.ts';

interface CommentFormProps {
  label: string;
  submit: string;
  words: string;
  isBusy: boolean;
  error: unknown;
  onWords(words: string): void;
  onSubmit(words: string): void;
  onCancel(): void;
}

/** Ctrl or Command with Enter sends, Escape gives up. */
export function CommentForm({ label, submit, words, isBusy, error, ...on }: CommentFormProps) {
  const hintId = useId();
  const [isTouched, setTouched] = useState(false);
  const isEmpty = words.trim() === '';
  const send = () => {
    setTouched(true);
    if (!isEmpty) on.onSubmit(words.trim());
  };
  return (
    <form
      className="space-y-2"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Textarea
        autoFocus
        rows={3}
        aria-label={label}
        aria-describedby={hintId}
        aria-invalid={(isTouched && isEmpty) || undefined}
        value={words}
        maxLength={10_000}
        onChange={(event) => on.onWords(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) send();
          if (event.key === 'Escape') on.onCancel();
          event.stopPropagation();
        }}
      />
      <FormError error={error} />
      <div className="flex flex-wrap items-center gap-2">
        <p id={hintId} className="mr-auto text-ink-3 text-xs">
          {text.comments.hint}
        </p>
        <Button size="sm" look="quiet" onClick={on.onCancel}>
          {common.cancel}
        </Button>
        <Button size="sm" look="primary" type="submit" isBusy={isBusy} disabled={isEmpty}>
          {submit}
        </Button>
      </div>
    </form>
  );
}
