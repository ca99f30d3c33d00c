'use client';
import type { ProjectPersona } from '@overmind/contracts/entities/persona';
import { useCallback, useState } from 'react';
import { useProjectScope } from '#features/project/project-context.tsx';
import { readLocal, writeLocal } from '#lib/local-store.ts';
import { draftOf, newDraft, PersonaDraft } from './persona-draft.ts';

function readKept(place: string): PersonaDraft | null {
  try {
    return PersonaDraft.safeParse(JSON.parse(readLocal(place) ?? 'null')).data ?? null;
  } catch {
    return null;
  }
}

/** What is being edited, kept through reloads until it was saved or dropped. Null edits a new persona. */
export function usePersonaDraft(persona: ProjectPersona | null) {
  const { projectId } = useProjectScope();
  const place = `overmind:persona:${projectId}:${persona?.persona.key ?? ''}`;
  const [kept] = useState(() => readKept(place));
  const [draft, setDraft] = useState(kept);
  const shown = draft ?? (persona === null ? newDraft() : draftOf(persona));
  const set = useCallback(
    (next: PersonaDraft | null) => {
      setDraft(next);
      writeLocal(place, next === null ? null : JSON.stringify(next));
    },
    [place],
  );
  return {
    draft: shown,
    isChanged: draft !== null,
    isKept: draft !== null && draft === kept,
    change: (patch: Partial<PersonaDraft>) => set({ ...shown, ...patch }),
    drop: () => set(null),
  };
}
