import { projectPath } from '#lib/route-ids.ts';

export const mergesPath = (projectId: string): string => `${projectPath(projectId)}/merges`;
