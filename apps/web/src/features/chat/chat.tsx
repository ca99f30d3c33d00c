'use client';
import { ArrowDown, MessagesSquare } from 'lucide-react';
import { useLayoutEffect, useRef, useState } from 'react';
import { EmptyState } from '#components/notice.tsx';
import { Button } from '#components/ui/button.tsx';
import { HideButton } from '#features/dashboard/hide-button.tsx';
import { useMay, useView } from '#features/project/project-context.tsx';
import { useSearchParam } from '#lib/search-param.ts';
import { useNow } from '#lib/time.ts';
import { chat } from '#text/chat.ts';
import { Composer } from './composer.tsx';
import { MessageItem, OwnMessageItem } from './message-item.tsx';
import { useMessages, useOwnMessages, useSay } from './use-chat.ts';

export function Chat() {
  const conversationId = useView((view) => view.conversation.id);
  const mayTalk = useMay('operator');
  const say = useSay();
  return (
    <section aria-label={chat.title} className="flex h-full min-w-0 flex-col">
      <header className="flex h-9 shrink-0 items-center justify-between border-b pr-1.5 pl-3 max-lg:hidden">
        <h2 className="font-semibold text-sm">{chat.title}</h2>
        <HideButton panel="chat" />
      </header>
      <Messages onSay={say} />
      {mayTalk ? (
        <Composer key={conversationId} conversationId={conversationId} onSay={say} />
      ) : (
        <p className="border-t px-3 py-2 text-ink-2 text-xs">{chat.viewerOnly}</p>
      )}
    </section>
  );
}

const nearEndPx = 60;

function Messages({ onSay }: { onSay(text: string, key?: string): void }) {
  const { messages, hasEarlier, showEarlier, isLoadingEarlier } = useMessages();
  const own = useOwnMessages(messages);
  const [, openTask] = useSearchParam('task');
  const scroller = useRef<HTMLDivElement>(null);
  const [isAtEnd, setAtEnd] = useState(true);
  const last = messages.at(-1);
  const toEnd = () => scroller.current?.scrollTo({ top: scroller.current.scrollHeight });

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new message is what moves the view
  useLayoutEffect(() => {
    if (isAtEnd || own.length > 0) toEnd();
  }, [last?.id, own.length]);

  if (messages.length === 0 && own.length === 0) return <Invitation onSay={onSay} />;
  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={scroller}
        role="log"
        aria-label={chat.log}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
        tabIndex={0}
        onScroll={(event) => {
          const { scrollHeight, scrollTop, clientHeight } = event.currentTarget;
          setAtEnd(scrollHeight - scrollTop - clientHeight < nearEndPx);
        }}
        className="h-full overflow-y-auto px-3 py-3 focus-visible:outline-offset-[-2px]"
      >
        {hasEarlier ? (
          <div className="mb-3 text-center">
            <Button size="sm" look="quiet" isBusy={isLoadingEarlier} onClick={showEarlier}>
              {chat.earlier}
            </Button>
          </div>
        ) : null}
        <ol className="space-y-3">
          {messages.map((message) => (
            <MessageItem
              key={message.id}
              message={message}
              isLast={message === last && own.length === 0}
              onTask={openTask}
              onSay={onSay}
            />
          ))}
          {own.map((message) => (
            <OwnMessageItem
              key={message.key}
              message={message}
              onAgain={() => onSay(message.content, message.key)}
            />
          ))}
        </ol>
        {last?.role === 'user' || own.some((message) => message.status === 'pending') ? (
          <TypingHint since={last?.created_at} />
        ) : null}
      </div>
      {isAtEnd ? null : (
        <Button
          size="icon"
          className="absolute right-3 bottom-2 rounded-full shadow-pop"
          aria-label={chat.toEnd}
          onClick={toEnd}
        >
          <ArrowDown aria-hidden />
        </Button>
      )}
    </div>
  );
}

const patienceMs = 15_000;

function TypingHint({ since }: { since: string | undefined }) {
  const now = useNow();
  const isSlow = since !== undefined && now - Date.parse(since) > patienceMs;
  return (
    <p role="status" className="mt-3 flex items-center gap-2 px-0.5 text-ink-3 text-xs">
      {isSlow ? null : (
        <span className="flex gap-0.5" aria-hidden>
          {[0, 200, 400].map((delayMs) => (
            <span
              key={delayMs}
              className="size-1 animate-sweep rounded-full bg-ink-3"
              style={{ animationDelay: `${delayMs}ms` }}
            />
          ))}
        </span>
      )}
      {isSlow ? chat.slow : chat.typing}
    </p>
  );
}

function Invitation({ onSay }: { onSay(text: string): void }) {
  const mayTalk = useMay('operator');
  return (
    <EmptyState
      icon={MessagesSquare}
      title={chat.emptyTitle}
      hint={chat.emptyHint}
      className="min-h-0 flex-1"
      action={
        mayTalk ? (
          <div className="flex flex-col gap-1.5">
            {chat.examples.map((example) => (
              <Button
                key={example}
                size="sm"
                className="h-auto min-h-7 whitespace-normal py-1 text-left font-normal"
                onClick={() => onSay(example)}
              >
                {example}
              </Button>
            ))}
          </div>
        ) : undefined
      }
    />
  );
}
