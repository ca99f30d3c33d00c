'use client';
import type { Project } from '@overmind/contracts/entities/project';
import { getProjectBudgets } from '@overmind/contracts/routes/model-calls';
import { getProject, type Snapshot, updateProject } from '@overmind/contracts/routes/projects';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useProjectScope, useView } from '#features/project/project-context.tsx';
import { api } from '#lib/api/client.ts';
import { isCode } from '#lib/api/error-words.ts';
import { routeKey, useSend } from '#lib/api/use-route.ts';
import { snapshotKey } from '#lib/live/project-connection.ts';
import { toast } from '#lib/toast.ts';
import { projectSettings as text } from '#text/project-settings.ts';
import { layChanges } from './lay-changes.ts';
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
  /** What was typed since the draft was `before` stays. */
  const goOnFrom = (from: Project, before: SettingsDraft) => {
    setBase(from);
    setDraft((mine) => layChanges(mine, before, draftOf(from)));
  };
  // Whoever has changed nothing sees what others change.
  if (!isChanged && project.version > base.version) begin(project);
  const know = (newer: Project) =>
    queries.setQueryData<Snapshot>(snapshotKey(projectId), (view) =>
      view === undefined || view.project.version > newer.version ? view : { ...view, project: newer },
    );
  const save = useSend(updateProject, {
    onSuccess: (saved) => {
      know(saved);
      void queries.invalidateQueries({ queryKey: routeKey(getProjectBudgets) });
      toast.success(text.saved);
    },
    onError: async (error) => {
      if (!isCode(error, 'version_mismatch')) return;
      try {
        // The event that tells of it may still be on its way.
        const theirs = await api.call(getProject, { params: { id: projectId } });
        know(theirs);
        goOnFrom(theirs, draftOf(base));
        toast.error(text.stale);
      } catch {
        toast.error(text.staleUnread);
      }
    },
  });
  return {
    draft,
    errors: check.ok ? {} : check.errors,
    isChanged,
    isValid: check.ok,
    change: (patch: Partial<SettingsDraft>) => setDraft({ ...draft, ...patch }),
    discard: () => begin(project),
    save: () => {
      if (!check.ok) return;
      const input = { params: { id: projectId }, body: check.patch, ifMatch: base.version };
      save.mutate(input, { onSuccess: (saved) => goOnFrom(saved, draft) });
    },
    isSaving: save.isPending,
    error: isCode(save.error, 'version_mismatch') ? null : save.error,
  };
}
