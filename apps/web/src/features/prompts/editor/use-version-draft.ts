'use client';
import type { Prompt, PromptVersion } from '@overmind/contracts/entities/prompt';
import { findPlace } from '@overmind/domain/prompts/places';
import { useState } from 'react';
import { errorWords, isCode } from '#lib/api/error-words.ts';
import { toast } from '#lib/toast.ts';
import { promptEditor as text } from '#text/prompts.ts';
import { goToText } from '../prompts-place.ts';
import { usePromptActs } from '../use-prompts.ts';
import { checkDraft, draftOf, keepDraft, keptDraft, type VersionDraft } from './version-draft.ts';

/** A new version while it is written: kept in this browser until it is saved or discarded. */
export function useVersionDraft(prompt: Prompt, version: PromptVersion) {
  const [draft, setDraft] = useState(() => keptDraft(prompt.id) ?? draftOf(version));
  const { add, activate } = usePromptActs(prompt.id);
  const check = checkDraft(draft, findPlace(prompt.key));
  const isChanged = JSON.stringify(draft) !== JSON.stringify(draftOf(version));
  const change = (patch: Partial<VersionDraft>) => {
    const next = { ...draft, ...patch };
    keepDraft(prompt.id, next);
    setDraft(next);
  };
  const discard = () => {
    keepDraft(prompt.id, null);
    setDraft(draftOf(version));
  };
  const params = { id: prompt.id };
  // The editor gives way to that of the new version at once, so nothing here may hang on its being there.
  const save = async (body: VersionDraft, thenActivate: boolean) => {
    const { number } = await add.mutateAsync({ params, body, ifMatch: prompt.version });
    keepDraft(prompt.id, null);
    goToText(number);
    if (!thenActivate) return toast.success(text.savedVersion(number));
    await activate.mutateAsync({ params, body: { version: number } }).then(
      () => toast.success(text.activated(number)),
      (error: unknown) => toast.error(errorWords(error)),
    );
  };
  return {
    draft,
    check,
    isChanged,
    change,
    discard,
    save: (thenActivate: boolean) => {
      // What a failed save says is shown by the form.
      if (check.ok) save(check.version, thenActivate).catch(() => undefined);
    },
    isSaving: add.isPending || activate.isPending,
    error: isCode(add.error, 'version_mismatch') ? text.stale : add.error,
  };
}
