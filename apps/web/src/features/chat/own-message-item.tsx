'use client';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#lib/class-names.ts';
import { chat } from '#text/chat.ts';
import { FoldedText } from './folded-text.tsx';
import { discard, type OutgoingMessage, sayAgain } from './outbox.ts';

/** A message on its way, or one that did not arrive: its words are never lost. */
export function OwnMessageItem({ message }: { message: OutgoingMessage }) {
  const isFailed = message.status === 'failed';
  return (
    <li className="flex flex-col items-end">
      <div
        className={cn(
          'max-w-[88%] rounded-xl rounded-br-[3px] bg-ink/8 px-3 py-1.5 text-sm leading-5',
          isFailed ? 'border border-failed/50' : 'opacity-70',
        )}
      >
        <FoldedText text={message.content} isMarkdown={false} />
      </div>
      <p
        className={cn(
          'mt-1 flex flex-wrap items-center justify-end gap-1.5 text-2xs',
          isFailed ? 'text-failed' : 'text-ink-3',
        )}
        role="status"
      >
        {isFailed
          ? `${message.problem === null ? chat.failedBefore : chat.failed} ${message.problem ?? ''}`
          : chat.sending}
        {isFailed ? (
          <>
            <Button size="sm" onClick={() => sayAgain(message)}>
              {chat.sendAgain}
            </Button>
            <Button size="sm" look="quiet" onClick={() => discard(message.key)}>
              {chat.discard}
            </Button>
          </>
        ) : null}
      </p>
    </li>
  );
}
