'use client';
import type { SpecPhase } from '@overmind/contracts/entities/spec';
import { useCallback, useState } from 'react';
import { z } from 'zod';
import { readLocal, writeLocal } from '#lib/local-store.ts';

/** Words that are not saved, and the version that they began from. */
const PhaseDraft = z.object({ text: z.string(), baseVersion: z.number().int().min(0) });
type PhaseDraft = z.infer<typeof PhaseDraft>;

function readKept(place: string): PhaseDraft | null {
  try {
    return PhaseDraft.safeParse(JSON.parse(readLocal(place) ?? 'null')).data ?? null;
  } catch {
    return null;
  }
}

/** What is being written in a phase, kept through reloads until it was saved or dropped. */
export function usePhaseDraft(phase: SpecPhase) {
  const place = `overmind:spec:${phase.spec_id}:${phase.phase}`;
  const [kept] = useState(() => readKept(place));
  const [draft, setDraft] = useState(kept);
  const set = useCallback(
    (next: PhaseDraft | null) => {
      setDraft(next);
      writeLocal(place, next === null ? null : JSON.stringify(next));
    },
    [place],
  );
  const isChanged = draft !== null && draft.text !== phase.output_markdown;
  return {
    text: draft?.text ?? phase.output_markdown,
    baseVersion: draft?.baseVersion ?? phase.version,
    isChanged,
    isKept: isChanged && draft === kept,
    /** Somebody else saved another text since these words were begun. */
    isBehind: isChanged && draft.baseVersion !== phase.version,
    change: (text: string) => set({ text, baseVersion: isChanged ? draft.baseVersion : phase.version }),
    /** Goes on with these words, on top of what was saved meanwhile. */
    rebase: () => set(draft === null ? null : { ...draft, baseVersion: phase.version }),
    drop: () => set(null),
  };
}
export type PhaseDrafting = ReturnType<typeof usePhaseDraft>;
