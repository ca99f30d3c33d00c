'use client';
import { lazy, Suspense } from 'react';
import { useVoicePreferences } from '../preferences.ts';
import { useVoice } from '../voice-store.ts';

const VoiceDock = lazy(async () => ({ default: (await import('./voice-dock.tsx')).VoiceDock }));

/** Where the microphone shows itself, above the send box; empty until somebody spoke or wants answers said aloud. */
export function VoicePlace({ conversationId }: { conversationId: string }) {
  const isOpen = useVoice(({ session }) => session !== null);
  const isSpeaking = useVoicePreferences(({ isOn, replies }) => isOn && replies === 'always');
  if (!isOpen && !isSpeaking) return null;
  return (
    <Suspense fallback={null}>
      <VoiceDock conversationId={conversationId} />
    </Suspense>
  );
}
