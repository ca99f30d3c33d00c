'use client';
import { useCallback, useEffect, useRef, useState } from 'react';

/** An audio element's place and state; a few times a second while it plays. */
export function useAudio(startMs: number | null) {
  const ref = useRef<HTMLAudioElement>(null);
  const [second, setSecond] = useState(startMs === null ? 0 : startMs / 1_000);
  const [isPlaying, setPlaying] = useState(false);
  const [isBroken, setBroken] = useState(false);
  useEffect(() => {
    const audio = ref.current;
    if (audio === null) return undefined;
    const follow = () => setSecond(audio.currentTime);
    const state = () => setPlaying(!audio.paused);
    const fail = () => setBroken(true);
    for (const name of ['timeupdate', 'seeking', 'ended']) audio.addEventListener(name, follow);
    for (const name of ['play', 'pause', 'ended']) audio.addEventListener(name, state);
    audio.addEventListener('error', fail);
    return () => {
      for (const name of ['timeupdate', 'seeking', 'ended']) audio.removeEventListener(name, follow);
      for (const name of ['play', 'pause', 'ended']) audio.removeEventListener(name, state);
      audio.removeEventListener('error', fail);
      audio.pause();
    };
  }, []);
  const seek = useCallback((to: number) => {
    if (ref.current === null) return;
    ref.current.currentTime = Math.max(0, to);
    setSecond(Math.max(0, to));
  }, []);
  useEffect(() => {
    if (startMs !== null) seek(startMs / 1_000);
  }, [startMs, seek]);
  const toggle = useCallback(() => {
    const audio = ref.current;
    if (audio === null) return;
    if (audio.paused) audio.play().catch(() => setBroken(true));
    else audio.pause();
  }, []);
  const setRate = useCallback((rate: number) => {
    if (ref.current !== null) ref.current.playbackRate = rate;
  }, []);
  return { ref, second, isPlaying, isBroken, seek, toggle, setRate };
}

export type Audio = ReturnType<typeof useAudio>;
