import type { DiscussionMessage } from '@overmind/contracts/entities/discussion-room';
import { ShortText } from '#components/short-text.tsx';
import { cn } from '#lib/class-names.ts';

interface QuestionListProps {
  asked: NonNullable<DiscussionMessage['said']['asked']>;
  className?: string;
}

/** What a discussion asked the people, numbered. */
export const QuestionList = ({ asked, className }: QuestionListProps) => (
  <ol className={cn('list-decimal space-y-0.5 pl-5', className)}>
    {asked.map(({ question }) => (
      <li key={question} className="[overflow-wrap:anywhere]">
        <ShortText text={question} />
      </li>
    ))}
  </ol>
);
