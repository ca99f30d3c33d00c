'use client';
import { useEffect, useRef } from 'react';
import { takeAsked, useVoice } from '../voice-store.ts';

/** Speaks when that was asked for elsewhere in the page, be it before this was there. */
export function useAsked(speak: () => void): void {
  const askedAt = useVoice((store) => store.askedAt);
  const latest = useRef(speak);
  latest.current = speak;
  useEffect(() => {
    if (askedAt !== null && takeAsked()) latest.current();
  }, [askedAt]);
}
