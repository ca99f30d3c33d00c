'use client';
import type { Message } from '@overmind/contracts/entities/conversation';
import { memo } from 'react';
import { TimeAgo } from '#components/time-ago.tsx';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#lib/class-names.ts';
import { chat } from '#text/chat.ts';
import { MessageText } from './message-text.tsx';
import type { OwnMessage } from './use-chat.ts';

interface MessageItemProps {
  message: Message;
  isLast: boolean;
  onTask(taskId: string): void;
  onSay(text: string): void;
}

export const MessageItem = memo(function MessageItem({ message, isLast, onTask, onSay }: MessageItemProps) {
  const isOwn = message.role === 'user';
  return (
    <li className={cn('flex flex-col', isOwn ? 'items-end' : 'items-start')}>
      <p className="mb-0.5 flex items-baseline gap-1.5 px-0.5 text-2xs text-ink-3">
        <span className="font-medium">{isOwn ? chat.roles.user : senderOf(message)}</span>
        <TimeAgo iso={message.created_at} />
      </p>
      <div
        className={cn(
          'max-w-full text-sm leading-5',
          isOwn ? 'max-w-[88%] rounded-xl rounded-br-[3px] bg-ink/8 px-3 py-1.5' : 'w-full px-0.5',
        )}
      >
        <MessageText text={message.content} isMarkdown={!isOwn && message.content_format === 'markdown'} />
        <TaskChips message={message} onTask={onTask} />
        {isLast && message.links.choices.length > 0 ? (
          <div className="mt-2 flex flex-wrap gap-1.5">
            {message.links.choices.map((choice) => (
              <Button key={choice.say} size="sm" onClick={() => onSay(choice.say)}>
                {choice.label}
              </Button>
            ))}
          </div>
        ) : null}
      </div>
    </li>
  );
});

const senderOf = (message: Message): string =>
  message.role === 'agent' && message.sender_id !== null ? message.sender_id : chat.roles[message.role];

function TaskChips({ message, onTask }: { message: Message; onTask(taskId: string): void }) {
  if (message.links.tasks.length === 0) return null;
  return (
    <ul className="mt-1.5 flex flex-col items-start gap-1">
      {message.links.tasks.map((task) => (
        <li key={task.id} className="max-w-full">
          <button
            type="button"
            onClick={() => onTask(task.id)}
            className="flex min-h-6 max-w-full items-center gap-1.5 rounded-md border bg-raised px-2 py-0.5 text-xs hover:border-line-strong max-md:min-h-11"
          >
            <span className="shrink-0 font-medium text-accent tabular-nums">{task.key}</span>
            <span className="truncate">{task.title}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

export function OwnMessageItem({ message, onAgain }: { message: OwnMessage; onAgain(): void }) {
  const isFailed = message.status === 'error';
  return (
    <li className="flex flex-col items-end">
      <div
        className={cn(
          'max-w-[88%] rounded-xl rounded-br-[3px] bg-ink/8 px-3 py-1.5 text-sm leading-5',
          !isFailed && 'opacity-70',
        )}
      >
        <MessageText text={message.content} isMarkdown={false} />
      </div>
      <p
        className={cn('mt-0.5 flex items-center gap-1.5 text-2xs', isFailed ? 'text-failed' : 'text-ink-3')}
        role="status"
      >
        {isFailed ? chat.failed : chat.sending}
        {isFailed ? (
          <Button size="sm" onClick={onAgain}>
            {chat.sendAgain}
          </Button>
        ) : null}
      </p>
    </li>
  );
}
