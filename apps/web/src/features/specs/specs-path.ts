import type { SpecPhaseName } from '@overmind/contracts/entities/spec';
import { projectPath } from '#lib/route-ids.ts';

export const specsPath = (projectId: string): string => `${projectPath(projectId)}/specs`;
export const specPath = (projectId: string, specId: string, phase?: SpecPhaseName): string =>
  `${specsPath(projectId)}/${specId}${phase === undefined ? '' : `?tab=${phase}`}`;
