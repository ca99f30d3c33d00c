'use client';
import type { Conversation } from '@overmind/contracts/entities/conversation';
import {
  deleteConversation,
  getConversation,
  listConversations,
  updateConversation,
} from '@overmind/contracts/routes/talk';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FormError } from '#components/notice.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { routeKey, useSend } from '#lib/api/use-route.ts';
import { toast } from '#lib/toast.ts';
import { conversations as text } from '#text/chat.ts';
import { common } from '#text/common.ts';

export type ConversationAsk = 'rename' | 'delete';

interface DialogProps {
  conversation: Conversation;
  onClose(): void;
}

export const ConversationDialogs = ({
  ask,
  onChoose,
  ...rest
}: DialogProps & { ask: ConversationAsk; onChoose(id: null): void }) =>
  ask === 'rename' ? <Rename {...rest} /> : <Remove {...rest} onRemoved={() => onChoose(null)} />;

function useRefresh(id: string): () => void {
  const queries = useQueryClient();
  return () => {
    void queries.invalidateQueries({ queryKey: routeKey(listConversations) });
    void queries.invalidateQueries({ queryKey: routeKey(getConversation, { params: { id } }) });
  };
}

function Rename({ conversation, onClose }: DialogProps) {
  const [title, setTitle] = useState(conversation.title);
  const refresh = useRefresh(conversation.id);
  const rename = useSend(updateConversation, {
    onSuccess: () => {
      refresh();
      onClose();
    },
  });
  const name = title.trim();
  return (
    <Dialog isOpen onOpenChange={onClose} title={text.renameTitle}>
      <form
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (name !== '') rename.mutate({ params: { id: conversation.id }, body: { title: name } });
        }}
      >
        <Field label={text.nameLabel}>
          {(control) => (
            <Input
              {...control}
              autoFocus
              maxLength={200}
              value={title}
              onChange={(event) => setTitle(event.target.value)}
            />
          )}
        </Field>
        <FormError error={rename.error} />
        <DialogFooter>
          <Button look="quiet" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button type="submit" look="primary" disabled={name === ''} isBusy={rename.isPending}>
            {common.save}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}

function Remove({ conversation, onClose, onRemoved }: DialogProps & { onRemoved(): void }) {
  const refresh = useRefresh(conversation.id);
  const remove = useSend(deleteConversation, {
    onSuccess: () => {
      refresh();
      toast(text.removed);
      onClose();
      onRemoved();
    },
  });
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={text.removeTitle(conversation.title)}
      description={text.removeHint}
    >
      <FormError error={remove.error} />
      <DialogFooter>
        <Button look="quiet" onClick={onClose}>
          {common.cancel}
        </Button>
        <Button
          look="danger"
          isBusy={remove.isPending}
          onClick={() => remove.mutate({ params: { id: conversation.id } })}
        >
          {text.removeSubmit}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
