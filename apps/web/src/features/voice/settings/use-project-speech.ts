'use client';
import { getSpeech } from '@overmind/contracts/routes/recordings';
import { useProjectScope } from '#features/project/project-context.tsx';
import { useRoute } from '#lib/api/use-route.ts';

/** What hears and speaks for the project of this page, under its rules. */
export function useProjectSpeech() {
  const { projectId } = useProjectScope();
  return useRoute(getSpeech, { query: { project_id: projectId } }).data;
}
