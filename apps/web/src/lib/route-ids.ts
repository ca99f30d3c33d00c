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
function useIdAt(segment: number): string | null | 'invalid' {
  const path = usePathname();
  const isMounted = useIsMounted();
  if (!isMounted) return null;
  const id = path.split('/')[segment] ?? '';
  return uuid.test(id) ? id.toLowerCase() : 'invalid';
}
export const useProjectId = () => useIdAt(2);
/** The run of `/projects/:id/runs/:runId`. */
export const useRunId = () => useIdAt(4);

/** The recording of `/projects/:id/recordings/:recordingId`. */
export const useRecordingId = () => useIdAt(4);

/** The discussion of `/projects/:id/discussions/:discussionId`. */
export const useDiscussionId = () => useIdAt(4);

/** The spec of `/projects/:id/specs/:specId`. */
export const useSpecId = () => useIdAt(4);

export const projectPath = (projectId: string, page: '' | 'state' | 'agents' | 'settings' = ''): string =>
  `/projects/${projectId}${page === '' ? '' : `/${page}`}`;

export const runTabs = [
  'transcript',
  'console',
  'evidence',
  'changes',
  'files',
  'models',
  'terminal',
  'attempts',
] as const;
export type RunTab = (typeof runTabs)[number];

export const runPath = (projectId: string, runId: string, tab?: RunTab): string =>
  `/projects/${projectId}/runs/${runId}${tab === undefined ? '' : `?tab=${tab}`}`;
/** That entry of its transcript. */
export const transcriptPath = (projectId: string, runId: string, entryId: string): string =>
  `${runPath(projectId, runId, 'transcript')}&entry=${encodeURIComponent(entryId)}`;
export const taskPath = (projectId: string, taskId: string): string =>
  `${projectPath(projectId)}?task=${taskId}`;
