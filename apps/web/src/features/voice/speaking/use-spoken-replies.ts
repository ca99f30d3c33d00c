'use client';
import type { Message } from '@overmind/contracts/entities/conversation';
import type { Snapshot } from '@overmind/contracts/routes/projects';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { isQuestion, useMessages } from '#features/chat/use-chat.ts';
import { useProjectScope, useView } from '#features/project/project-context.tsx';
import { snapshotKey } from '#lib/live/project-connection.ts';
import { useVoicePreferences } from '../preferences.ts';
import { useVoice } from '../voice-store.ts';
import type { Said, Speaker } from './speaker.ts';
import { endsListening, isForEar, isStillAsked, wordsFor } from './what-to-say.ts';

/** Says what comes into the conversation from now on, where it is for the ear. */
export function useSpokenReplies(conversationId: string, speaker: Pick<Speaker, 'say'> | null): void {
  const isNewest = useView((view) => view.conversation.id === conversationId);
  const { messages, isLoading } = useMessages(conversationId, isNewest);
  const queries = useQueryClient();
  const { projectId } = useProjectScope();
  const newest = useRef(messages);
  newest.current = messages;
  const lastKnown = useRef<ReadonlySet<string> | null>(null);
  useEffect(() => {
    if (isLoading) return;
    const known = lastKnown.current;
    lastKnown.current = new Set(messages.map(({ id }) => id));
    const { session, state, isMuted } = useVoice.getState();
    if (known === null) return;
    const listening = {
      replies: useVoicePreferences.getState().replies,
      isHandsFree: state?.mode === 'hands_free',
      ownRecordings: session?.ownRecordings ?? new Set<string>(),
    };
    // Earlier pages that are fetched later come before what is known: they are not new.
    const firstNew = messages.findLastIndex(({ id }) => known.has(id)) + 1;
    const endsIt = (message: Message, index: number): boolean =>
      endsListening(message, messages.slice(0, firstNew + index), listening.ownRecordings);
    if (listening.isHandsFree && messages.slice(firstNew).some(endsIt)) session?.end();
    if (speaker === null || isMuted) return;
    const saidOf = (message: Message): Said => {
      const text = wordsFor(message);
      if (!isQuestion(message)) return { text };
      const runs = () => queries.getQueryData<Snapshot>(snapshotKey(projectId))?.runs ?? [];
      return { text, isStillAsked: () => isStillAsked(message, { messages: newest.current, runs: runs() }) };
    };
    messages.slice(firstNew).forEach((message, index) => {
      if (isForEar(message, messages.slice(0, firstNew + index), listening)) speaker.say(saidOf(message));
    });
  }, [messages, isLoading, speaker, queries, projectId]);
}
