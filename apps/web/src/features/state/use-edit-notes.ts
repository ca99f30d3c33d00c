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
import { readLocal, writeLocal } from '#lib/local-store.ts';
import { toast } from '#lib/toast.ts';
import { notes as text } from '#text/state.ts';
import { notesOf, withNotes } from './edit-notes.ts';

interface Draft {
  baseVersion: number;
  words: string;
}
export interface NotesConflict {
  theirs: StateVersion;
  theirNotes: string;
  mine: string;
}

const isConflict = (error: unknown): boolean =>
  isCode(error, 'conflict') ||
  isCode(error, 'version_mismatch') ||
  (error instanceof AppError && error.rule === 'state.notes_conflict');

/** Notes being written: kept through reloads, saved on top of the version they began from. */
export function useEditNotes(latest: StateVersion) {
  const { projectId } = useProjectScope();
  const queries = useQueryClient();
  const storeKey = `overmind:notes:${projectId}`;
  const [base, setBase] = useState(latest);
  const saved = notesOf(base);
  const [kept] = useState(() => keptDraft(storeKey));
  const [words, setWords] = useState(kept?.words ?? saved);
  const [conflict, setConflict] = useState<NotesConflict | null>(null);
  const change = (next: string) => {
    setWords(next);
    const draft: Draft = { baseVersion: base.version, words: next };
    writeLocal(storeKey, next === saved ? null : JSON.stringify(draft));
  };
  const beginFrom = (version: StateVersion, next: string) => {
    setBase(version);
    setWords(next);
    setConflict(null);
    writeLocal(storeKey, null);
  };
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
      if (!isConflict(error)) return;
      const theirs = await api.call(getLatestState, { params: { id: projectId } });
      const theirNotes = notesOf(theirs);
      setConflict({ theirs, theirNotes, mine: next });
    },
  });
  return {
    base,
    words,
    change,
    isChanged: words !== saved,
    isKept: kept !== null && words === kept.words && words !== saved,
    isBehind: latest.version > base.version,
    discard: () => beginFrom(latest, notesOf(latest)),
    save,
    conflict,
  };
}

function keptDraft(storeKey: string): Draft | null {
  try {
    return JSON.parse(readLocal(storeKey) ?? 'null') as Draft | null;
  } catch {
    return null;
  }
}
