'use client';
import { useSearchParams } from 'next/navigation';
import { showParts } from '#lib/search-param.ts';

/** What is open over the page: settings of a provider, its key, or a new one; of a model. */
export interface ProvidersPlace {
  edit: string | null;
  key: string | null;
  model: string | null;
  isAdding: boolean;
}

export function useProvidersPlace(): ProvidersPlace {
  const search = useSearchParams();
  return {
    ...{ edit: search.get('edit'), key: search.get('key'), model: search.get('model') },
    isAdding: search.get('add') === '1',
  };
}

const closed = { edit: null, key: null, model: null, add: null };

/** One thing is open at a time; Back closes it. */
export const goToProvider = (open: { edit: string } | { key: string } | { model: string } | { add: '1' }) =>
  showParts({ ...closed, ...open }, 'push');
export const closeProvider = (): void => showParts(closed);
