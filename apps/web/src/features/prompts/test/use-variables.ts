'use client';
import type { PromptVariable } from '@overmind/contracts/entities/prompt';
import { getPromptVersion } from '@overmind/contracts/routes/prompts';
import { useQueries } from '@tanstack/react-query';
import { routeOptions } from '#lib/api/use-route.ts';
import type { DraftCheck } from '../editor/version-draft.ts';
import { type SideChoice, variablesOfBoth } from './test-draft.ts';

/** What the texts that are tried ask for; of a version that is on its way nothing yet. */
export function useVariablesOf(
  id: string,
  choices: readonly SideChoice[],
  draft: DraftCheck | null,
): PromptVariable[] {
  const numbers = [...new Set(choices.filter((choice) => typeof choice === 'number'))];
  const found = useQueries({
    queries: numbers.map((version) => ({
      ...routeOptions(getPromptVersion, { params: { id, version } }),
      staleTime: Number.POSITIVE_INFINITY,
    })),
  });
  const ofDraft = choices.includes('draft') && draft?.ok === true ? [draft.version.variables] : [];
  return variablesOfBoth([...found.map(({ data }) => data?.variables ?? []), ...ofDraft]);
}
