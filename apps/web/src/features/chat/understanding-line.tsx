'use client';
import { understandText } from '@overmind/contracts/routes/talk';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Sparkle } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useProjectScope } from '#features/project/project-context.tsx';
import { routeOptions } from '#lib/api/use-route.ts';
import { useConnection } from '#lib/live/connection-store.ts';
import { understandingWords } from '#text/chat.ts';

const pauseMs = 350;
const leastCharacters = 3;
const mostCharacters = 4_000;

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), pauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

/** What the words would be taken for, while they are written. Says nothing when it cannot know. */
export function UnderstandingLine({ text, conversationId }: { text: string; conversationId: string }) {
  const { projectId } = useProjectScope();
  const isLive = useConnection((state) => state.state === 'open');
  const settled = useSettled(text.trim());
  const isWorthAsking = settled.length >= leastCharacters && settled.length <= mostCharacters;
  const body = { text: settled, conversation_id: conversationId };
  const found = useQuery({
    ...routeOptions(understandText, { params: { id: projectId }, body }),
    queryKey: [understandText.id, projectId, conversationId, settled],
    enabled: isLive && isWorthAsking,
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 60_000,
  });
  const isKnown = isLive && isWorthAsking && text.trim() !== '' && found.data !== undefined;
  const words = isKnown ? understandingWords(found.data.requests) : null;
  if (words === null) return null;
  return (
    <p
      data-testid="understanding"
      className="flex min-w-0 items-center gap-1.5 px-0.5 pb-1 text-2xs text-ink-3"
    >
      <Sparkle className="size-3 shrink-0" aria-hidden />
      <span className="truncate">{words}</span>
    </p>
  );
}
