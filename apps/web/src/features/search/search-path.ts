import { projectPath } from '#lib/route-ids.ts';

export const searchPath = (projectId: string): string => `${projectPath(projectId)}/search`;
