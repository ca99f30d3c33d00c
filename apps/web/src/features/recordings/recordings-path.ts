import { projectPath } from '#lib/route-ids.ts';

export const recordingsPath = (projectId: string): string => `${projectPath(projectId)}/recordings`;
/** With `atMs`, it opens at that moment. */
export const recordingPath = (projectId: string, recordingId: string, atMs?: number): string =>
  `${recordingsPath(projectId)}/${recordingId}${atMs === undefined ? '' : `?at=${Math.round(atMs)}`}`;
