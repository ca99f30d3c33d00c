'use client';
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { makeSeekable } from './make-seekable.ts';

/** Browsers go to the nearest moment that they can. */
const nearS = 0.5;

/** An audio element's place and state; a few times a second while it plays. */
export function useAudio(recordingId: string, startMs: number | null) {
  const ref = useRef<HTMLAudioElement>(null);
  const [second, setSecond] = useState(startMs === null ? 0 : startMs / 1_000);
  const [isPlaying, setPlaying] = useState(false);
  const [isBroken, setBroken] = useState(false);
  const [isAsked, setAsked] = useState(false);
  /** Where somebody went while the audio could not follow yet. */
  const wanted = useRef<number | null>(null);
  useEffect(() => {
    const audio = ref.current;
    if (audio === null) return undefined;
    const follow = () => setSecond(audio.currentTime);
    const arrive = () => {
      const isThere = wanted.current !== null && Math.abs(audio.currentTime - wanted.current) < nearS;
      if (isThere) wanted.current = null;
    };
    const ask = () => setAsked(true);
    const state = () => setPlaying(!audio.paused);
    // Where that cannot be played, the recording itself still may.
    const fail = () => setBroken(!audio.currentSrc.startsWith('blob:'));
    for (const name of ['timeupdate', 'seeking', 'ended']) audio.addEventListener(name, follow);
    for (const name of ['play', 'pause', 'ended']) audio.addEventListener(name, state);
    // Chrome fails at a seek in one that has no index; handed over whole it plays.
    const recover = () => setBroken(false);
    audio.addEventListener('error', fail);
    audio.addEventListener('loadedmetadata', recover);
    audio.addEventListener('seeked', arrive);
    audio.addEventListener('play', ask);
    return () => {
      for (const name of ['timeupdate', 'seeking', 'ended']) audio.removeEventListener(name, follow);
      for (const name of ['play', 'pause', 'ended']) audio.removeEventListener(name, state);
      audio.removeEventListener('error', fail);
      audio.removeEventListener('loadedmetadata', recover);
      audio.removeEventListener('seeked', arrive);
      audio.removeEventListener('play', ask);
      audio.pause();
    };
  }, []);
  const isComing = useWhole({ ref, recordingId, isAsked, wanted });
  const seek = useCallback((to: number) => {
    if (ref.current === null) return;
    wanted.current = Math.max(0, to);
    setSecond(wanted.current);
    setAsked(true);
    ref.current.currentTime = wanted.current;
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
    // Another source begins at the default.
    if (ref.current !== null) ref.current.defaultPlaybackRate = ref.current.playbackRate = rate;
  }, []);
  return { ref, second, isPlaying, isBroken: isBroken && !isComing, seek, toggle, setRate };
}

interface Whole {
  ref: RefObject<HTMLAudioElement | null>;
  recordingId: string;
  isAsked: boolean;
  wanted: RefObject<number | null>;
}

/** Whether the whole of it is on its way; who only reads a transcript needs no more of the file than its beginning. */
function useWhole({ ref, recordingId, isAsked, wanted }: Whole): boolean {
  const [isComing, setComing] = useState(false);
  useEffect(() => {
    const audio = ref.current;
    if (audio === null || !isAsked) return undefined;
    const leaving = new AbortController();
    const { signal } = leaving;
    const prepare = () => {
      if (audio.duration !== Number.POSITIVE_INFINITY) return;
      setComing(true);
      makeSeekable(audio, recordingId, () => wanted.current, signal)
        .catch(() => undefined)
        .finally(() => setComing(false));
    };
    // Not a number until the browser knows of the file.
    if (Number.isNaN(audio.duration))
      audio.addEventListener('loadedmetadata', prepare, { once: true, signal });
    else prepare();
    return () => leaving.abort();
  }, [ref, recordingId, isAsked, wanted]);
  return isComing;
}

export type Audio = ReturnType<typeof useAudio>;
