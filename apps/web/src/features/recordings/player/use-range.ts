'use client';
import { useEffect } from 'react';
import { useAudio } from './use-audio.ts';

export interface SoundRange {
  start_ms: number;
  end_ms: number;
}

/** Plays one stretch of a recording, from its beginning at each press, and nothing behind it. */
export function useRange(recordingId: string, { start_ms: startMs, end_ms: endMs }: SoundRange) {
  const { ref, second, isPlaying, isBroken, seek, toggle } = useAudio(recordingId, null);
  useEffect(() => {
    if (isPlaying && second * 1_000 >= endMs) ref.current?.pause();
  }, [isPlaying, second, endMs, ref]);
  const press = () => {
    if (!isPlaying) seek(startMs / 1_000);
    toggle();
  };
  return { ref, isPlaying, isBroken, press };
}
