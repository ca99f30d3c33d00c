'use client';
import type { Role } from '@overmind/contracts/entities/user';
import { roles } from '@overmind/contracts/entities/user';
import type { Snapshot } from '@overmind/contracts/routes/projects';
import { getSnapshot } from '@overmind/contracts/routes/projects';
import { useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { api } from '#lib/api/client.ts';
import { keepNewer, type ProjectConnection, snapshotKey } from '#lib/live/project-connection.ts';

export interface ProjectScope {
  projectId: string;
  connection: ProjectConnection;
}
export const ProjectContext = createContext<ProjectScope | null>(null);

export function useProjectScope(): ProjectScope {
  const scope = useContext(ProjectContext);
  if (scope === null) throw new Error('Used outside of a project page.');
  return scope;
}

export const snapshotOptions = (projectId: string) => ({
  queryKey: snapshotKey(projectId),
  queryFn: ({ signal }: { signal: AbortSignal }): Promise<Snapshot> =>
    api.call(getSnapshot, { params: { id: projectId }, signal }),
  staleTime: Number.POSITIVE_INFINITY,
  structuralSharing: keepNewer,
});

/** A part of what the project shows now; renders again only when that part changes. */
export function useView<T>(select: (view: Snapshot) => T): T {
  const { projectId } = useProjectScope();
  const { data } = useQuery({ ...snapshotOptions(projectId), select });
  if (data === undefined) throw new Error('A project page is shown only once its snapshot is there.');
  return data;
}

export const mayAct = (mine: Role, needed: Role): boolean => roles.indexOf(mine) >= roles.indexOf(needed);
export const useMay = (needed: Role): boolean => useView((view) => mayAct(view.project.my_role, needed));
