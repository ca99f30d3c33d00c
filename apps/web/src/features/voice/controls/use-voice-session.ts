'use client';
import { useCallback, useEffect, useRef } from 'react';
import { toast } from '#lib/toast.ts';
import { voice } from '#text/voice.ts';
import { useVoicePreferences } from '../preferences.ts';
import { keepAwake } from '../session/keep-awake.ts';
import type { VoiceSession } from '../session/voice-session.ts';
import { endVoice, useVoice } from '../voice-store.ts';

interface Place {
  projectId: string;
  conversationId: string;
}

/** One conversation's claim on the page's session. */
interface Stay {
  opening: Promise<VoiceSession | null> | null;
  isOver: boolean;
}

/**
 * The session of this conversation, loaded when it is first wanted, so that acts follow each other in the order of the
 * presses. Nobody else opens one. The microphone goes off with the chat or the page: it is never on without being shown.
 */
export function useVoiceSession({ projectId, conversationId }: Place) {
  const current = useRef<Stay | null>(null);
  const open = useCallback((): Promise<VoiceSession | null> => {
    const stay = current.current;
    if (stay === null) return Promise.resolve(null);
    stay.opening ??= import('../session/open-voice.ts').then(
      ({ openVoice }) => (stay.isOver ? null : openVoice({ projectId, conversationId })),
      () => {
        // The next press tries again.
        stay.opening = null;
        toast.error(voice.notLoaded);
        return null;
      },
    );
    return stay.opening;
  }, [projectId, conversationId]);
  const act = useCallback(
    (what: (session: VoiceSession) => unknown) =>
      void open().then((session) => {
        // The page may have gone out of sight while this was loaded: no microphone goes on there.
        if (session !== null && document.visibilityState !== 'hidden') what(session);
      }),
    [open],
  );
  const isAlwaysSpeaking = useVoicePreferences(({ replies }) => replies === 'always');
  // biome-ignore lint/correctness/useExhaustiveDependencies: another conversation has a session of its own
  useEffect(() => {
    const stay: Stay = { opening: null, isOver: false };
    current.current = stay;
    const hide = () => useVoice.getState().session?.hide();
    const onVisibility = () => document.visibilityState === 'hidden' && hide();
    document.addEventListener('visibilitychange', onVisibility);
    window.addEventListener('pagehide', hide);
    return () => {
      stay.isOver = true;
      document.removeEventListener('visibilitychange', onVisibility);
      window.removeEventListener('pagehide', hide);
      endVoice();
    };
  }, [projectId, conversationId]);
  useEffect(() => {
    if (isAlwaysSpeaking) void open();
  }, [isAlwaysSpeaking, open]);
  const isMicrophoneOn = useVoice(({ state }) => state?.isMicrophoneOn === true);
  useEffect(() => (isMicrophoneOn ? keepAwake() : undefined), [isMicrophoneOn]);
  return { open, act };
}
