'use client';
import type { Message } from '@overmind/contracts/entities/conversation';
import { MessagesSquare } from 'lucide-react';
import Link from 'next/link';
import { useCallback, useMemo } from 'react';
import { EmptyState, ErrorState } from '#components/notice.tsx';
import { Skeleton } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { HideButton } from '#features/dashboard/hide-button.tsx';
import { discussionPath } from '#features/discussions/discussions-path.ts';
import { useMay, useProjectScope, useView } from '#features/project/project-context.tsx';
import { isCode } from '#lib/api/error-words.ts';
import { chat, conversations } from '#text/chat.ts';
import { Composer } from './composer.tsx';
import { ConversationMenu } from './conversation-menu.tsx';
import { MessageList } from './message-list.tsx';
import { say } from './outbox.ts';
import {
  pendingQuestion,
  saidBefore,
  useChosenConversation,
  useMessages,
  useOwnMessages,
} from './use-chat.ts';

export function Chat() {
  const chosen = useChosenConversation();
  return (
    <section aria-label={chat.title} className="flex h-full min-w-0 flex-col">
      <header className="flex h-9 shrink-0 items-center gap-1 border-b pr-1.5 pl-1.5 max-md:h-12">
        <h2 className="sr-only">{chat.title}</h2>
        <ConversationMenu conversation={chosen.conversation} onChoose={chosen.choose} />
        <span className="flex-1" />
        <HideButton panel="chat" />
      </header>
      <Conversation key={chosen.id} {...chosen} />
    </section>
  );
}

const noMessages: readonly Message[] = [];

function Conversation({ id, isNewest, conversation, error }: ReturnType<typeof useChosenConversation>) {
  const found = useMessages(id, isNewest);
  const own = useOwnMessages(id, found.messages);
  const mayTalk = useMay('operator');
  const onSay = useCallback((text: string) => say(id, text), [id]);
  const said = useMemo(() => saidBefore(found.messages), [found.messages]);
  const asked = useMemo(
    () => (own.length > 0 ? null : pendingQuestion(found.messages)),
    [found.messages, own.length],
  );
  const isAnswered = useIsAnswered(asked);
  const question = isAnswered ? null : asked;
  if (error !== null && isCode(error, 'not_found'))
    return <EmptyState icon={MessagesSquare} title={conversations.gone} hint="" className="flex-1" />;
  if (found.error !== null && found.messages === noMessages)
    return <ErrorState error={found.error} onRetry={found.retry} className="flex-1" />;
  if (conversation?.kind === 'discussion') return <InDiscussion id={id} />;
  const isArchived = conversation !== undefined && conversation.archived_at !== null;
  return (
    <>
      {found.isLoading ? <Skeleton className="m-3 h-40" /> : null}
      {found.messages.length === 0 && own.length === 0 ? (
        <Invitation isHidden={found.isLoading} onSay={onSay} mayTalk={mayTalk && !isArchived} />
      ) : (
        <MessageList found={found} own={own} question={question} mayAnswer={mayTalk} onSay={onSay} />
      )}
      {mayTalk && !isArchived ? (
        <Composer conversationId={id} said={said} choices={question?.links.choices ?? []} onSay={onSay} />
      ) : (
        <p className="border-t px-3 py-2 text-ink-2 text-xs">
          {isArchived ? chat.archivedOnly : chat.viewerOnly}
        </p>
      )}
    </>
  );
}

/** A link may name a conversation that has a page of its own. */
function InDiscussion({ id }: { id: string }) {
  const { projectId } = useProjectScope();
  return (
    <EmptyState
      icon={MessagesSquare}
      title={chat.inDiscussion}
      hint=""
      className="flex-1"
      action={
        <Button asChild>
          <Link href={discussionPath(projectId, id)}>{chat.openDiscussion}</Link>
        </Button>
      }
    />
  );
}

/** A request of a coding agent may be answered elsewhere than in the chat; its run then waits no more. */
const useIsAnswered = (asked: Message | null): boolean =>
  useView(
    (view) =>
      asked?.links.permission_id !== undefined &&
      !view.runs.some((run) => run.is_waiting && run.task_id === asked.related_task_id),
  );

interface InvitationProps {
  isHidden: boolean;
  mayTalk: boolean;
  onSay(text: string): void;
}

function Invitation({ isHidden, mayTalk, onSay }: InvitationProps) {
  if (isHidden) return <div className="flex-1" />;
  const examples = (
    <div className="flex flex-col gap-1.5">
      {chat.examples.map((example) => (
        <Button
          key={example}
          size="sm"
          className="h-auto min-h-7 w-full justify-start whitespace-normal py-1 text-left font-normal"
          onClick={() => onSay(example)}
        >
          {example}
        </Button>
      ))}
    </div>
  );
  return (
    <EmptyState
      icon={MessagesSquare}
      title={chat.emptyTitle}
      hint={chat.emptyHint}
      className="min-h-0 flex-1"
      action={mayTalk ? examples : undefined}
    />
  );
}
