import { readLocal, writeLocal } from '#lib/local-store.ts';

/** Notes that were not saved yet, and the version that they began from. */
export interface NotesDraft {
  baseVersion: number;
  words: string;
}

const storeKey = (projectId: string): string => `overmind:notes:${projectId}`;

export function keptDraft(projectId: string): NotesDraft | null {
  try {
    return JSON.parse(readLocal(storeKey(projectId)) ?? 'null') as NotesDraft | null;
  } catch {
    return null;
  }
}

export const keepDraft = (projectId: string, draft: NotesDraft | null): void =>
  writeLocal(storeKey(projectId), draft === null ? null : JSON.stringify(draft));
