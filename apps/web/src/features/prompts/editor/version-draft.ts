import { NewPromptVersion, PromptVariable, type PromptVersion } from '@overmind/contracts/entities/prompt';
import { findPromptProblems } from '@overmind/domain/prompts/check';
import { findMisfits, type PromptPlace } from '@overmind/domain/prompts/place';
import { z } from 'zod';
import { readLocal, writeLocal } from '#lib/local-store.ts';

/** A version as it is typed, also while it is not yet valid. */
const VersionDraft = z.object({
  ...{ system: z.string(), body: z.string(), note: z.string() },
  variables: z.array(PromptVariable.extend({ name: z.string() })),
});
export type VersionDraft = z.infer<typeof VersionDraft>;

const storeKey = (promptId: string): string => `overmind:prompt:${promptId}`;

export const draftOf = ({ system, body, variables }: PromptVersion): VersionDraft => ({
  ...{ system, body, variables },
  note: '',
});

/** What was written and not saved, kept in this browser; null where there is nothing that can be read. */
export function keptDraft(promptId: string): VersionDraft | null {
  try {
    return VersionDraft.safeParse(JSON.parse(readLocal(storeKey(promptId)) ?? 'null')).data ?? null;
  } catch {
    return null;
  }
}

export const keepDraft = (promptId: string, draft: VersionDraft | null): void =>
  writeLocal(storeKey(promptId), draft === null ? null : JSON.stringify(draft));

export type DraftCheck = { ok: true; version: NewPromptVersion } | { ok: false; problems: string[] };

/** By the contract's form first, then by the rules of templates and of the place that uses this one. */
export function checkDraft(draft: VersionDraft, place: PromptPlace | null): DraftCheck {
  const parsed = NewPromptVersion.safeParse(draft);
  if (!parsed.success) return { ok: false, problems: parsed.error.issues.map(({ message }) => message) };
  const misfits = place === null ? [] : findMisfits(place, parsed.data);
  const problems = [...findPromptProblems(parsed.data), ...misfits].map(({ detail }) => detail);
  return problems.length === 0 ? { ok: true, version: parsed.data } : { ok: false, problems };
}
