'use client';
import { useSearchParams } from 'next/navigation';
import { useEffect, useState } from 'react';
import { showParts } from '#lib/search-param.ts';

const settleMs = 250;
const mostChars = 200;

/** Words being typed, and those to search for once the typing rests; they are in the address too. */
export function useSearchWords() {
  const settled = useSearchParams().get('q') ?? '';
  const [words, setWords] = useState(settled);
  useEffect(() => {
    const next = words.trim();
    const timer = setTimeout(() => showParts({ q: next === '' ? null : next }), settleMs);
    return () => clearTimeout(timer);
  }, [words]);
  return { words, settled, change: (next: string) => setWords(next.slice(0, mostChars)) };
}
