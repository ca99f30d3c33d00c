'use client';
import type { Message } from '@overmind/contracts/entities/conversation';
import { ArrowDown } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#lib/class-names.ts';
import { useSearchParam } from '#lib/search-param.ts';
import { chat } from '#text/chat.ts';
import { MessageItem } from './message-item.tsx';
import type { OutgoingMessage } from './outbox.ts';
import { OwnMessageItem } from './own-message-item.tsx';
import { TypingHint } from './typing-hint.tsx';
import type { useMessages } from './use-chat.ts';
import { useStickyScroll } from './use-sticky-scroll.ts';

interface MessageListProps {
  found: ReturnType<typeof useMessages>;
  own: readonly OutgoingMessage[];
  question: Message | null;
  mayAnswer: boolean;
  onSay(text: string): void;
}

export function MessageList({ found, own, question, mayAnswer, onSay }: MessageListProps) {
  const { messages, hasEarlier, showEarlier, isLoadingEarlier } = found;
  const [, openTask] = useSearchParam('task');
  const scroll = useStickyScroll({
    firstId: messages[0]?.id,
    lastId: messages.at(-1)?.id,
    count: messages.length,
    ownCount: own.length,
    onNearStart: hasEarlier && !isLoadingEarlier ? showEarlier : undefined,
  });
  const last = messages.at(-1);
  const isThinking = last?.role === 'user' || own.some(({ status }) => status !== 'failed');
  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={scroll.ref}
        role="log"
        aria-label={chat.log}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
        tabIndex={0}
        onScroll={scroll.onScroll}
        className="h-full overflow-y-auto px-3 py-3 [overflow-anchor:none] focus-visible:outline-offset-[-2px]"
      >
        <div>
          {hasEarlier ? (
            <div className="mb-3 text-center">
              <Button size="sm" look="quiet" isBusy={isLoadingEarlier} onClick={showEarlier}>
                {isLoadingEarlier ? chat.loadingEarlier : chat.earlier}
              </Button>
            </div>
          ) : null}
          <ol className="space-y-3">
            {messages.map((message) => (
              <MessageItem
                key={message.id}
                message={message}
                isPending={message === question}
                mayAnswer={mayAnswer}
                onTask={openTask}
                onSay={onSay}
              />
            ))}
            {own.map((message) => (
              <OwnMessageItem key={message.key} message={message} />
            ))}
          </ol>
          {isThinking ? <TypingHint since={own.at(-1)?.createdAt ?? last?.created_at} /> : null}
        </div>
      </div>
      {scroll.isAtEnd ? null : (
        <Button
          size={scroll.unseen > 0 ? 'sm' : 'icon'}
          className={cn('absolute right-3 bottom-2 rounded-full shadow-pop', scroll.unseen > 0 && 'px-3')}
          aria-label={scroll.unseen > 0 ? chat.newMessages(scroll.unseen) : chat.toEnd}
          onClick={scroll.toEnd}
        >
          <ArrowDown aria-hidden />
          {scroll.unseen > 0 ? chat.newMessages(scroll.unseen) : null}
        </Button>
      )}
    </div>
  );
}
