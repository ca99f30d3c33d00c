'use client';
import type { StateVersion } from '@overmind/contracts/entities/state';
import { AppError } from '@overmind/contracts/errors';
import { editState, getLatestState, listStateVersions } from '@overmind/contracts/routes/state';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useProjectScope } from '#features/project/project-context.tsx';
import { api } from '#lib/api/client.ts';
import { isCode } from '#lib/api/error-words.ts';
import { routeKey, sendOnce } from '#lib/api/use-route.ts';
import { toast } from '#lib/toast.ts';
import { notes as text } from '#text/state.ts';
import { notesOf, withNotes } from './edit-notes.ts';
import { keepDraft, type NotesDraft } from './notes-draft.ts';

export interface NotesConflict {
  theirs: StateVersion;
  theirNotes: string;
  mine: string;
}

/** Others wrote the same notes, or another version than the one that was to be changed stands there. */
export const isNotesConflict = (error: unknown): boolean =>
  isCode(error, 'conflict') ||
  isCode(error, 'version_mismatch') ||
  (error instanceof AppError && error.rule === 'state.notes_conflict');

interface EditedNotes {
  latest: StateVersion;
  /** The version that the words began from; null when it is kept no more. */
  begun: StateVersion | null;
  kept: NotesDraft | null;
}

const conflictOf = (theirs: StateVersion, mine: string): NotesConflict => ({
  ...{ theirs, mine },
  theirNotes: notesOf(theirs),
});

/** Notes being written: kept through reloads, saved on top of the version they began from. */
export function useEditNotes({ latest, begun, kept }: EditedNotes) {
  const { projectId } = useProjectScope();
  const queries = useQueryClient();
  const [base, setBase] = useState(begun ?? latest);
  const saved = notesOf(base);
  const [words, setWords] = useState(kept?.words ?? saved);
  // Without what the words began from nobody can tell what others wrote since, so a person looks at both.
  const [conflict, setConflict] = useState(() =>
    begun === null && kept !== null ? conflictOf(latest, kept.words) : null,
  );
  const change = (next: string) => {
    setWords(next);
    keepDraft(projectId, next === saved ? null : { baseVersion: base.version, words: next });
  };
  const beginFrom = (version: StateVersion, next: string) => {
    setBase(version);
    setWords(next);
    setConflict(null);
    keepDraft(projectId, null);
  };
  const isBehind = latest.version > base.version;
  const isChanged = words !== saved;
  if (isBehind && !isChanged && conflict === null) {
    setBase(latest);
    setWords(notesOf(latest));
  }
  const save = useMutation({
    mutationFn: ({ on, next, reason }: { on: StateVersion; next: string; reason: string }) =>
      sendOnce(editState, {
        params: { id: projectId },
        body: {
          state_format: on.state_format,
          content: withNotes(on, next),
          base_version: on.version,
          ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
        },
      }),
    onSuccess: (version) => {
      beginFrom(version, notesOf(version));
      toast.success(text.saved(version.version));
      void queries.invalidateQueries({ queryKey: routeKey(listStateVersions) });
    },
    onError: async (error, { next }) => {
      if (!isNotesConflict(error)) return;
      const theirs = await api.call(getLatestState, { params: { id: projectId } });
      setConflict(conflictOf(theirs, next));
    },
  });
  return {
    base,
    words,
    change,
    isChanged,
    isKept: kept !== null && words === kept.words && isChanged,
    isBehind,
    discard: () => beginFrom(latest, notesOf(latest)),
    save,
    conflict,
  };
}
