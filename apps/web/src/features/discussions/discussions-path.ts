import { projectPath } from '#lib/route-ids.ts';

export const discussionsPath = (projectId: string): string => `${projectPath(projectId)}/discussions`;
export const newDiscussionPath = (projectId: string): string => `${discussionsPath(projectId)}?new=1`;
export const discussionPath = (projectId: string, discussionId: string): string =>
  `${discussionsPath(projectId)}/${discussionId}`;
/** With `key`, it opens at that persona. */
export const personasPath = (projectId: string, key?: string): string =>
  `${discussionsPath(projectId)}/personas${key === undefined ? '' : `?persona=${key}`}`;
