'use client';
import { usePathname } from 'next/navigation';
import { projectPath, useIsMounted } from '#lib/route-ids.ts';

/** The address of a review: by a task's key its latest result, by a run's id that one. */
export const reviewPath = (projectId: string, ref: string): string =>
  `${projectPath(projectId)}/review/${encodeURIComponent(ref)}`;

/** Which review the address names; null before mount, as the exported page stands for all. */
export function useReviewRef(): string | null {
  const path = usePathname();
  const isMounted = useIsMounted();
  const ref = path.split('/')[4] ?? '';
  return isMounted && ref !== '' ? decodeURIComponent(ref) : null;
}
