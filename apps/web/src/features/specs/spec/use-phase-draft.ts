'use client';
import type { SpecPhase } from '@overmind/contracts/entities/spec';
import { useCallback, useState } from 'react';
import { readLocal, writeLocal } from '#lib/local-store.ts';

/** Words that are not saved, and the version that they began from. */
interface PhaseDraft {
  text: string;
  baseVersion: number;
}

/** Checked by hand: a schema for two fields would bring zod into every first load of the page. */
function readKept(place: string): PhaseDraft | null {
  try {
    const { text, baseVersion }: Record<string, unknown> = JSON.parse(readLocal(place) ?? '{}');
    const isVersion =
      typeof baseVersion === 'number' && Number.isSafeInteger(baseVersion) && baseVersion >= 0;
    return typeof text === 'string' && isVersion ? { text, baseVersion } : null;
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
