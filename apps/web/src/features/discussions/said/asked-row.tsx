'use client';
import type { DiscussionMessage } from '@overmind/contracts/entities/discussion-room';
import { CircleHelp } from 'lucide-react';
import { TimeAgo } from '#components/time-ago.tsx';
import { room as text } from '#text/discussions.ts';
import { QuestionList } from './question-list.tsx';

interface AskedRowProps {
  message: DiscussionMessage;
  asked: NonNullable<DiscussionMessage['said']['asked']>;
  /** They stand below, where they are answered. */
  isBelow?: boolean;
}

/** What the discussion asked the people; the questions stand here once they are open no more. */
export const AskedRow = ({ message, asked, isBelow = false }: AskedRowProps) => (
  <article
    aria-label={text.askedYou}
    className="rounded-lg border border-signal/60 bg-signal-soft px-3 py-2 text-sm"
  >
    <p className="mb-1 flex items-center gap-1.5 font-medium text-2xs text-review">
      <CircleHelp className="size-3.5" aria-hidden />
      {text.askedYou}
      <TimeAgo iso={message.created_at} className="ml-auto font-normal text-ink-2" />
    </p>
    {isBelow ? <p className="text-ink-2">{text.askedBelow(asked.length)}</p> : <QuestionList asked={asked} />}
  </article>
);
