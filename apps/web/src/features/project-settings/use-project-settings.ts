'use client';
import type { Project } from '@overmind/contracts/entities/project';
import { type Snapshot, updateProject } from '@overmind/contracts/routes/projects';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useProjectScope, useView } from '#features/project/project-context.tsx';
import { isCode } from '#lib/api/error-words.ts';
import { useSend } from '#lib/api/use-route.ts';
import { snapshotKey } from '#lib/live/project-connection.ts';
import { toast } from '#lib/toast.ts';
import { projectSettings as text } from '#text/project-settings.ts';
import { checkDraft, draftOf, hasChanges, type SettingsDraft } from './settings-draft.ts';

export type SettingsForm = ReturnType<typeof useProjectSettings>;

/** The settings as they are being changed; saved only over the version that they were read at. */
export function useProjectSettings() {
  const { projectId } = useProjectScope();
  const queries = useQueryClient();
  const project = useView((view) => view.project);
  const [base, setBase] = useState(project);
  const [draft, setDraft] = useState(() => draftOf(project));
  const check = checkDraft(draft, base);
  const isChanged = hasChanges(check);
  const begin = (from: Project) => {
    setBase(from);
    setDraft(draftOf(from));
  };
  // Whoever has changed nothing sees what others change.
  if (!isChanged && project.version > base.version) begin(project);
  const save = useSend(updateProject, {
    onSuccess: (saved) => {
      queries.setQueryData<Snapshot>(snapshotKey(projectId), (view) =>
        view === undefined || view.project.version > saved.version ? view : { ...view, project: saved },
      );
      begin(saved);
      toast.success(text.saved);
    },
    onError: (error) => {
      if (!isCode(error, 'version_mismatch')) return;
      toast.error(text.stale);
      begin(queries.getQueryData<Snapshot>(snapshotKey(projectId))?.project ?? project);
    },
  });
  return {
    draft,
    errors: check.ok ? {} : check.errors,
    isChanged,
    isValid: check.ok,
    change: (patch: Partial<SettingsDraft>) => setDraft({ ...draft, ...patch }),
    discard: () => begin(project),
    save: () =>
      check.ok
        ? save.mutate({ params: { id: projectId }, body: check.patch, ifMatch: base.version })
        : undefined,
    isSaving: save.isPending,
    error: isCode(save.error, 'version_mismatch') ? null : save.error,
  };
}
