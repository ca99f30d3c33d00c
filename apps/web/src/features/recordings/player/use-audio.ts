'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { makeSeekable } from './make-seekable.ts';

/** An audio element's place and state; a few times a second while it plays. */
export function useAudio(startMs: number | null) {
  const ref = useRef<HTMLAudioElement>(null);
  const [second, setSecond] = useState(startMs === null ? 0 : startMs / 1_000);
  const [isPlaying, setPlaying] = useState(false);
  const [isBroken, setBroken] = useState(false);
  /** Where somebody went while the audio could not follow yet. */
  const wanted = useRef<number | null>(null);
  useEffect(() => {
    const audio = ref.current;
    if (audio === null) return undefined;
    const leaving = new AbortController();
    const follow = () => setSecond(audio.currentTime);
    const prepare = () => {
      if (audio.duration === Number.POSITIVE_INFINITY)
        makeSeekable(audio, () => wanted.current, leaving.signal).catch(() => undefined);
    };
    const state = () => setPlaying(!audio.paused);
    // Where that cannot be played, the recording itself still may.
    const fail = () => setBroken(!audio.currentSrc.startsWith('blob:'));
    for (const name of ['timeupdate', 'seeking', 'ended']) audio.addEventListener(name, follow);
    for (const name of ['play', 'pause', 'ended']) audio.addEventListener(name, state);
    // Chrome fails at a seek in one that has no index; handed over whole it plays.
    const recover = () => setBroken(false);
    audio.addEventListener('error', fail);
    audio.addEventListener('loadedmetadata', recover);
    audio.addEventListener('loadedmetadata', prepare, { once: true });
    return () => {
      leaving.abort();
      for (const name of ['timeupdate', 'seeking', 'ended']) audio.removeEventListener(name, follow);
      for (const name of ['play', 'pause', 'ended']) audio.removeEventListener(name, state);
      audio.removeEventListener('error', fail);
      audio.removeEventListener('loadedmetadata', recover);
      audio.removeEventListener('loadedmetadata', prepare);
      audio.pause();
    };
  }, []);
  const seek = useCallback((to: number) => {
    if (ref.current === null) return;
    wanted.current = Math.max(0, to);
    ref.current.currentTime = wanted.current;
    setSecond(wanted.current);
  }, []);
  useEffect(() => {
    if (startMs !== null) seek(startMs / 1_000);
  }, [startMs, seek]);
  const toggle = useCallback(() => {
    const audio = ref.current;
    if (audio === null) return;
    // It may also be paused again before it began, or not be allowed to sound.
    if (audio.paused) audio.play().catch((error: Error) => setBroken(error.name === 'NotSupportedError'));
    else audio.pause();
  }, []);
  const setRate = useCallback((rate: number) => {
    if (ref.current !== null) ref.current.playbackRate = rate;
  }, []);
  return { ref, second, isPlaying, isBroken, seek, toggle, setRate };
}

export type Audio = ReturnType<typeof useAudio>;
