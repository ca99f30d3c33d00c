'use client';
import { usePathname } from 'next/navigation';
import { useSyncExternalStore } from 'react';

const nothing = () => () => undefined;

/** False while the exported HTML is taken over, true from then on. */
export const useIsMounted = (): boolean =>
  useSyncExternalStore(
    nothing,
    () => true,
    () => false,
  );

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * The one place that reads ids from the address: the static export is built with `_` in their place, so only the
 * browser knows them. `null` before mount; `invalid` when the address holds none.
 */
export function useProjectId(): string | null | 'invalid' {
  const path = usePathname();
  const isMounted = useIsMounted();
  if (!isMounted) return null;
  const id = path.split('/')[2] ?? '';
  return uuid.test(id) ? id.toLowerCase() : 'invalid';
}

export const projectPath = (projectId: string, page: '' | 'state' | 'agents' | 'settings' = ''): string =>
  `/projects/${projectId}${page === '' ? '' : `/${page}`}`;
