'use client';
import type { ProjectPersona } from '@overmind/contracts/entities/persona';
import { useState } from 'react';
import { z } from 'zod';
import { useProjectScope } from '#features/project/project-context.tsx';
import { layChanges } from '#features/project-settings/lay-changes.ts';
import { readLocal, writeLocal } from '#lib/local-store.ts';
import { draftOf, newDraft, PersonaDraft } from './persona-draft.ts';

/** What was typed, and over which version: `base` is that version as a draft. */
const EditedDraft = z.object({ version: z.number(), base: PersonaDraft, draft: PersonaDraft });
type EditedDraft = z.infer<typeof EditedDraft>;

function readKept(place: string): EditedDraft | null {
  try {
    return EditedDraft.safeParse(JSON.parse(readLocal(place) ?? 'null')).data ?? null;
  } catch {
    return null;
  }
}

const begun = (persona: ProjectPersona | null): EditedDraft => {
  const base = persona === null ? newDraft() : draftOf(persona);
  return { version: persona?.version ?? 0, base, draft: base };
};

/**
 * What is being edited, with the version that it began at, kept through reloads until it was saved or dropped. Null edits a
 * new persona.
 */
export function usePersonaDraft(persona: ProjectPersona | null) {
  const { projectId } = useProjectScope();
  const place = `overmind:persona:${projectId}:${persona?.persona.key ?? ''}`;
  const [kept] = useState(() => readKept(place));
  const [edited, setEdited] = useState(kept);
  const { version, base, draft } = edited ?? begun(persona);
  const set = (next: EditedDraft | null) => {
    setEdited(next);
    writeLocal(place, next === null ? null : JSON.stringify(next));
  };
  return {
    ...{ version, draft },
    isChanged: edited !== null,
    isKept: edited !== null && edited === kept,
    change: (patch: Partial<PersonaDraft>) => set({ version, base, draft: { ...draft, ...patch } }),
    /** What was typed stays, over what somebody else saved. */
    goOnFrom: (theirs: ProjectPersona) => {
      const next = begun(theirs);
      set({ ...next, draft: layChanges(draft, base, next.base) });
    },
    /** What was typed here and saved otherwise by somebody else. */
    clashesWith: (theirs: ProjectPersona) => clashesOf({ base, draft }, draftOf(theirs)),
    drop: () => set(null),
  };
}

function clashesOf(
  { base, draft }: Omit<EditedDraft, 'version'>,
  theirs: PersonaDraft,
): (keyof PersonaDraft)[] {
  const isOther = (field: keyof PersonaDraft, one: PersonaDraft, other: PersonaDraft): boolean =>
    JSON.stringify(one[field]) !== JSON.stringify(other[field]);
  return PersonaDraft.keyof().options.filter(
    (field) => isOther(field, draft, base) && isOther(field, theirs, base) && isOther(field, draft, theirs),
  );
}
