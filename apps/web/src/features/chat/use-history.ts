'use client';
import { useState } from 'react';

/** Walks back through what was said; the unfinished text stands at the end of the way. */
export function useHistory(said: readonly string[], text: string, onText: (text: string) => void) {
  const [place, setPlace] = useState<{ index: number; draft: string } | null>(null);
  const shown = place === null ? undefined : said[place.index];
  // Whoever changes an old text writes a new one.
  const current = shown === text ? place : null;
  const back = (): boolean => {
    const index = current === null ? 0 : current.index + 1;
    const older = said[index];
    if (older === undefined || (current === null && text !== '')) return false;
    setPlace({ index, draft: current?.draft ?? text });
    onText(older);
    return true;
  };
  const forward = (): boolean => {
    if (current === null) return false;
    const newer = said[current.index - 1];
    setPlace(newer === undefined ? null : { ...current, index: current.index - 1 });
    onText(newer ?? current.draft);
    return true;
  };
  return { back, forward };
}
