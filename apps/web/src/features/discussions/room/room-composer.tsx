'use client';
import { maxGoal } from '@overmind/contracts/entities/discussion';
import type { DiscussionDetail } from '@overmind/contracts/entities/discussion-room';
import { CircleHelp } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { FormError } from '#components/notice.tsx';
import { TimeAgo } from '#components/time-ago.tsx';
import { Button } from '#components/ui/button.tsx';
import { useDraft } from '#features/chat/draft.ts';
import { SendBox } from '#features/chat/send-box.tsx';
import { room as text } from '#text/discussions.ts';
import { QuestionList } from '../said/question-list.tsx';
import type { DiscussionActs } from '../use-discussion.ts';

interface RoomComposerProps {
  discussion: DiscussionDetail;
  acts: DiscussionActs;
}

/** What was typed while it was being sent stays; what was sent goes where it still stands before that. */
const withoutSent = (sent: string, now: string): string =>
  now.startsWith(sent) ? now.slice(sent.length).trimStart() : now;

/** A person joins in, or answers what the discussion waits for. What is written is kept until it was sent. */
export function RoomComposer({ discussion, acts }: RoomComposerProps) {
  const { id, asked, answer_due_at: dueAt } = discussion;
  const [draft, change] = useDraft(`discussion:${id}`);
  const latest = useRef(draft);
  useEffect(() => {
    latest.current = draft;
  }, [draft]);
  const [isAside, setAside] = useState(false);
  const isAnswer = asked.length > 0 && !isAside;
  const excess = draft.trim().length - maxGoal;
  const isReady = draft.trim() !== '' && excess <= 0 && !acts.say.isPending;
  const send = () => {
    if (!isReady) return;
    const body = { content: draft.trim(), is_answer: isAnswer };
    acts.say.mutate(
      { params: { id }, body },
      { onSuccess: () => change(withoutSent(draft, latest.current)) },
    );
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    send();
  };
  return (
    <form
      className="shrink-0 border-t bg-surface p-2"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className="mx-auto max-w-3xl space-y-1.5">
        {asked.length === 0 ? null : (
          <Asked asked={asked} dueAt={dueAt} isAside={isAside} onAside={setAside} id={id} acts={acts} />
        )}
        <FormError error={acts.say.error} />
        <SendBox
          data-shortcut="chat"
          aria-label={isAnswer ? text.answerLabel : text.sayLabel}
          placeholder={isAnswer ? text.answerPlaceholder : text.sayPlaceholder}
          value={draft}
          onChange={(event) => change(event.target.value)}
          onKeyDown={onKeyDown}
          send={text.send}
          hint={text.sayHint}
          excess={excess}
          isReady={isReady}
        />
      </div>
    </form>
  );
}

interface AskedProps {
  id: string;
  asked: DiscussionDetail['asked'];
  dueAt: string | null;
  isAside: boolean;
  onAside(isAside: boolean): void;
  acts: DiscussionActs;
}

/** What the discussion waits for, and the two ways around an answer. */
const Asked = ({ id, asked, dueAt, isAside, onAside, acts }: AskedProps) => (
  <section
    aria-label={text.asksYou(asked.length)}
    className="rounded-lg border border-signal/60 bg-signal-soft px-3 py-2 text-sm"
  >
    <h2 className="flex items-center gap-1.5 font-medium text-review text-xs">
      <CircleHelp className="size-4" aria-hidden />
      {text.asksYou(asked.length)}
    </h2>
    <QuestionList asked={asked} className="mt-1 max-h-40 overflow-y-auto max-sm:max-h-28" />
    {dueAt === null ? null : (
      <p className="mt-1 text-2xs text-ink-2">
        {text.goesOnWithout} <TimeAgo iso={dueAt} className="tabular-nums" />
      </p>
    )}
    <div className="mt-2 flex flex-wrap gap-1.5">
      <Button
        size="sm"
        aria-pressed={!isAside}
        look={isAside ? 'quiet' : 'plain'}
        onClick={() => onAside(false)}
      >
        {text.answer}
      </Button>
      <Button
        size="sm"
        aria-pressed={isAside}
        look={isAside ? 'plain' : 'quiet'}
        onClick={() => onAside(true)}
      >
        {text.aside}
      </Button>
      <span className="flex-1" />
      <Button size="sm" isBusy={acts.waive.isPending} onClick={() => acts.waive.mutate({ params: { id } })}>
        {text.waive}
      </Button>
    </div>
  </section>
);
