'use client';
import type { Message } from '@overmind/contracts/entities/conversation';
import { visibleWords } from '@overmind/domain/text/make-visible';
import { CircleHelp, Mic } from 'lucide-react';
import Link from 'next/link';
import { lazy, memo, Suspense } from 'react';
import { TimeAgo } from '#components/time-ago.tsx';
import { Kbd } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { useProjectScope, useView } from '#features/project/project-context.tsx';
import { recordingPath } from '#features/recordings/recordings-path.ts';
import { cn } from '#lib/class-names.ts';
import { chat } from '#text/chat.ts';
import { FoldedText } from './folded-text.tsx';
import { questionWords } from './question-words.ts';
import { TalkLinks } from './talk-links.tsx';
import { TaskChip } from './task-chip.tsx';
import { isQuestion } from './use-chat.ts';

const PermissionQuestion = lazy(async () => ({
  default: (await import('./permission-question.tsx')).PermissionQuestion,
}));

interface MessageItemProps {
  message: Message;
  /** Its choices can still be taken: nobody has said anything since. */
  isPending: boolean;
  mayAnswer: boolean;
  onTask(taskId: string): void;
  onSay(text: string): void;
}

export const MessageItem = memo(function MessageItem(props: MessageItemProps) {
  const { message, isPending, onTask } = props;
  const isOwn = message.role === 'user';
  const isAsking = isPending && message.requires_user_response;
  return (
    <li
      className={cn(
        'flex flex-col [contain-intrinsic-size:auto_72px] [content-visibility:auto]',
        isOwn ? 'items-end' : 'items-start',
      )}
    >
      <p className="mb-0.5 flex items-baseline gap-1.5 px-0.5 text-2xs text-ink-3">
        <span className="font-medium">{isOwn ? chat.roles.user : senderOf(message)}</span>
        <TimeAgo iso={message.created_at} />
        <Spoken message={message} />
      </p>
      <div
        className={cn(
          'max-w-full text-sm leading-5',
          isOwn ? 'max-w-[88%] rounded-xl rounded-br-[3px] bg-ink/8 px-3 py-1.5' : 'w-full px-0.5',
          isAsking && 'rounded-lg border border-signal/60 bg-signal-soft px-3 py-2',
        )}
      >
        {isAsking ? (
          <p className="mb-1 flex items-center gap-1.5 font-medium text-2xs text-review">
            <CircleHelp className="size-3.5" aria-hidden />
            {chat.question}
          </p>
        ) : null}
        <FoldedText
          text={questionWords(message)}
          isMarkdown={!isOwn && message.content_format === 'markdown'}
          tasks={message.links.tasks}
        />
        <Note note={message.links.note} />
        <TaskChips message={message} onTask={onTask} />
        <TalkLinks links={message.links} />
        {isQuestion(message) ? <Answers {...props} /> : null}
      </div>
    </li>
  );
});

/** How an answer came about, which is read and not heard. */
const Note = ({ note }: Pick<Message['links'], 'note'>) =>
  note === undefined ? null : (
    <p className="mt-1 text-ink-2 text-xs [overflow-wrap:anywhere]">{visibleWords(note)}</p>
  );

/** Leads to the moment in which it was said. */
function Spoken({ message: { recording } }: { message: Message }) {
  const { projectId } = useProjectScope();
  if (recording === undefined) return null;
  return (
    <Link
      href={recordingPath(projectId, recording.id, recording.start_ms)}
      prefetch={false}
      aria-label={chat.hear}
      title={chat.hear}
      className="self-center hover:text-ink"
    >
      <Mic className="size-3.5" aria-hidden />
    </Link>
  );
}

const senderOf = (message: Message): string =>
  message.role === 'agent' && message.sender_id !== null ? message.sender_id : chat.roles[message.role];

function Answers(props: MessageItemProps) {
  const { links, related_task_id: taskId } = props.message;
  const choices = <Choices {...props} />;
  if (links.permission_id === undefined || taskId === null) return choices;
  return (
    <Suspense fallback={choices}>
      <PermissionQuestion message={props.message} taskId={taskId}>
        {choices}
      </PermissionQuestion>
    </Suspense>
  );
}

/**
 * What was said of a result can be acted on for as long as the task stands as it did then, and what a coding agent asks
 * leave for as long as its run waits.
 */
const useStillStands = ({ message_type, related_task_id: taskId, created_at, links }: Message): boolean =>
  useView((view) => {
    if (links.permission_id !== undefined)
      return view.runs.some((run) => run.is_waiting && run.task_id === taskId);
    if (message_type !== 'summary' || taskId === null) return false;
    const task = view.tasks.find(({ id }) => id === taskId);
    const run = view.runs.find(({ id }) => id === task?.latest_run_id);
    const isOpen = task?.status === 'failed' || task?.status === 'needs_review';
    return isOpen && run !== undefined && run.created_at < created_at;
  });

function Choices({ message, isPending, mayAnswer, onSay }: MessageItemProps) {
  const { choices } = message.links;
  const canTake = useStillStands(message) || isPending;
  if (choices.length === 0) return null;
  return (
    <ul
      aria-label={canTake ? chat.choices : chat.answered}
      className={cn('mt-2 flex flex-wrap gap-1.5', !canTake && 'opacity-60')}
    >
      {choices.map((choice, index) => (
        <li key={choice.say} className="max-w-full">
          <Button
            size="sm"
            disabled={!canTake || !mayAnswer}
            onClick={() => onSay(choice.say)}
            className="h-auto min-h-7 max-w-full whitespace-normal py-1 text-left font-normal"
          >
            {isPending && index < 9 ? <Kbd className="h-4 min-w-4">{index + 1}</Kbd> : null}
            <span className="min-w-0 [overflow-wrap:anywhere]">{choice.label}</span>
          </Button>
        </li>
      ))}
    </ul>
  );
}

function TaskChips({ message, onTask }: { message: Message; onTask(taskId: string): void }) {
  if (message.links.tasks.length === 0) return null;
  return (
    <ul className="mt-1.5 flex flex-col items-start gap-1">
      {message.links.tasks.map((task) => (
        <li key={task.id} className="max-w-full">
          <TaskChip task={task} onTask={onTask} />
        </li>
      ))}
    </ul>
  );
}
