'use client';
import type { Conversation } from '@overmind/contracts/entities/conversation';
import { archiveConversation, createConversation, listConversations } from '@overmind/contracts/routes/talk';
import { useQueryClient } from '@tanstack/react-query';
import { Archive, Check, MessageSquarePlus, Pencil, Trash2 } from 'lucide-react';
import { TimeAgo } from '#components/time-ago.tsx';
import { MenuItem, MenuLabel, MenuLine } from '#components/ui/menu-parts.tsx';
import { useMay, useProjectScope, useView } from '#features/project/project-context.tsx';
import { errorWords } from '#lib/api/error-words.ts';
import { routeKey, useRoute, useSend } from '#lib/api/use-route.ts';
import { toast } from '#lib/toast.ts';
import { conversations as text } from '#text/chat.ts';
import type { ConversationAsk } from './conversation-dialogs.tsx';
import { ConversationFiles } from './conversation-files.tsx';

interface ConversationItemsProps {
  current: Conversation | undefined;
  onChoose(id: string | null): void;
  onAsk(ask: ConversationAsk): void;
}

const mostShown = 50;

export function ConversationItems({ current, onChoose, onAsk }: ConversationItemsProps) {
  const { projectId } = useProjectScope();
  const newestId = useView((view) => view.conversation.id);
  const queries = useQueryClient();
  const mayTalk = useMay('operator');
  const mayDelete = useMay('maintainer');
  const list = useRoute(
    listConversations,
    { params: { id: projectId }, query: { limit: mostShown } },
    { staleTime: 0 },
  );
  const refresh = () => void queries.invalidateQueries({ queryKey: routeKey(listConversations) });
  const onError = (error: unknown) => void toast.error(errorWords(error));
  const create = useSend(createConversation, {
    onError,
    onSuccess: ({ id }) => {
      refresh();
      onChoose(id);
    },
  });
  const archive = useSend(archiveConversation, {
    onError,
    onSuccess: ({ title }) => {
      refresh();
      onChoose(null);
      toast(text.archivedToast(title));
    },
  });
  const shown = (list.data?.items ?? []).filter(({ kind }) => kind === 'chat');
  const mayChange = mayTalk && current !== undefined && current.archived_at === null;
  return (
    <>
      <MenuItem disabled={!mayTalk} onSelect={() => create.mutate({ params: { id: projectId }, body: {} })}>
        <MessageSquarePlus aria-hidden />
        {text.create}
      </MenuItem>
      {mayChange ? (
        <>
          <MenuItem onSelect={() => onAsk('rename')}>
            <Pencil aria-hidden />
            {text.rename}
          </MenuItem>
          <MenuItem onSelect={() => archive.mutate({ params: { id: current.id } })}>
            <Archive aria-hidden />
            {text.archive}
          </MenuItem>
        </>
      ) : null}
      {current === undefined ? null : <ConversationFiles id={current.id} />}
      {mayDelete && current !== undefined ? (
        <MenuItem onSelect={() => onAsk('delete')}>
          <Trash2 aria-hidden />
          {text.remove}
        </MenuItem>
      ) : null}
      <MenuLine />
      <MenuLabel>{text.title}</MenuLabel>
      {shown.map((each) => (
        <MenuItem key={each.id} onSelect={() => onChoose(each.id === newestId ? null : each.id)}>
          <span className="min-w-0 flex-1 truncate">{each.title === '' ? text.untitled : each.title}</span>
          <span className="text-2xs text-ink-3">
            {each.archived_at === null ? <TimeAgo iso={each.updated_at} /> : text.archived}
          </span>
          {each.id === current?.id ? <Check aria-hidden /> : null}
        </MenuItem>
      ))}
    </>
  );
}
