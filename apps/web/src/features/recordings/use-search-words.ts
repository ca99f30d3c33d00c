'use client';
import { useSearchParams } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { showParts } from '#lib/search-param.ts';

const settleMs = 250;
const mostChars = 200;

const wordsInAddress = (): string => new URLSearchParams(window.location.search).get('q') ?? '';

/** Words being typed, and those to search for once the typing rests; they are in the address too. */
export function useSearchWords() {
  const settled = useSearchParams().get('q') ?? '';
  const [words, setWords] = useState(settled);
  const written = useRef(settled);
  // Back and links change the address too. What the page itself wrote may come late, when more has been typed.
  useEffect(() => {
    if (settled === written.current || settled !== wordsInAddress()) return;
    written.current = settled;
    setWords(settled);
  }, [settled]);
  useEffect(() => {
    const next = words.trim();
    const write = () => {
      written.current = next;
      showParts({ q: next === '' ? null : next });
    };
    const timer = setTimeout(write, settleMs);
    return () => clearTimeout(timer);
  }, [words]);
  return { words, settled, change: (next: string) => setWords(next.slice(0, mostChars)) };
}
