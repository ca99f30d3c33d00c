'use client';
import { useSearchParams } from 'next/navigation';
import { useMemo } from 'react';
import { showParts } from '#lib/search-param.ts';

export const promptTabs = ['text', 'test', 'versions', 'experiments'] as const;
export type PromptTab = (typeof promptTabs)[number];

export interface PromptPlace {
  prompt: string | null;
  tab: PromptTab;
  /** The version whose text is shown; null for the newest. */
  version: number | null;
  /** The older version that `version` is compared with. */
  compare: number | null;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const numberOf = (text: string | null): number | null =>
  text !== null && /^[1-9]\d{0,5}$/.test(text) ? Number(text) : null;

export function usePromptPlace(): PromptPlace {
  const search = useSearchParams();
  return useMemo(() => {
    const prompt = search.get('prompt');
    return {
      prompt: prompt !== null && uuid.test(prompt) ? prompt : null,
      tab: promptTabs.find((tab) => tab === search.get('tab')) ?? 'text',
      version: numberOf(search.get('version')),
      compare: numberOf(search.get('compare')),
    };
  }, [search]);
}

const word = (number: number | null): string | null => (number === null ? null : String(number));

export const goToPrompt = (prompt: string | null): void =>
  showParts({ prompt, tab: null, version: null, compare: null }, 'push');
export const goToTab = (tab: PromptTab): void =>
  showParts({ tab: tab === 'text' ? null : tab, version: null, compare: null });
export const goToText = (version: number): void =>
  showParts({ tab: null, version: word(version), compare: null }, 'push');
export const goToCompare = (compare: number | null, version: number | null): void =>
  showParts({ tab: 'versions', version: word(version), compare: word(compare) }, 'push');
