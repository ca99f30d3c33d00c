import { z } from 'zod';

export const mergeStrategies = ['ff', 'merge', 'squash'] as const;
export const MergeStrategy = z.enum(mergeStrategies);
export type MergeStrategy = z.infer<typeof MergeStrategy>;
/** Into the base branch of the repository itself, pushed to its remote as well, or as a pull request there. */
export const mergeTargets = ['local', 'push', 'pull_request'] as const;
export const MergeTarget = z.enum(mergeTargets);
export type MergeTarget = z.infer<typeof MergeTarget>;
