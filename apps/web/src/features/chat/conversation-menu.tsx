'use client';
import type { Conversation } from '@overmind/contracts/entities/conversation';
import { ChevronsUpDown } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Menu } from '#components/ui/menu.tsx';
import { conversations } from '#text/chat.ts';
import type { ConversationAsk } from './conversation-dialogs.tsx';

const Items = lazy(async () => ({ default: (await import('./conversation-items.tsx')).ConversationItems }));
const Dialogs = lazy(async () => ({
  default: (await import('./conversation-dialogs.tsx')).ConversationDialogs,
}));

interface ConversationMenuProps {
  conversation: Conversation | undefined;
  onChoose(id: string | null): void;
}

/** Which conversation is shown, and a way to the others. */
export function ConversationMenu({ conversation, onChoose }: ConversationMenuProps) {
  const [ask, setAsk] = useState<ConversationAsk | null>(null);
  const title = conversation?.title ?? conversations.title;
  return (
    <>
      <Menu
        align="start"
        className="w-72"
        trigger={
          <Button
            look="quiet"
            size="sm"
            className="min-w-0 shrink font-semibold text-ink text-sm"
            aria-label={conversations.menu(title)}
          >
            <span className="truncate">{title}</span>
            <ChevronsUpDown className="size-3.5! text-ink-3" aria-hidden />
          </Button>
        }
      >
        <Items current={conversation} onChoose={onChoose} onAsk={setAsk} />
      </Menu>
      <Suspense fallback={null}>
        {ask === null || conversation === undefined ? null : (
          <Dialogs ask={ask} conversation={conversation} onClose={() => setAsk(null)} onChoose={onChoose} />
        )}
      </Suspense>
    </>
  );
}
