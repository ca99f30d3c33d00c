import type { ModelPrivacy } from '@overmind/contracts/entities/model';
import type { Prompt, PromptVariable } from '@overmind/contracts/entities/prompt';
import type { PromptSide, PromptTest } from '@overmind/contracts/entities/prompt-test';
import type { PromptPlace } from '@overmind/domain/prompts/place';
import type { z } from 'zod';
import { valuesOf } from '../editor/values-of.ts';
import type { DraftCheck } from '../editor/version-draft.ts';

export const inputKinds = ['latest', 'chosen', 'made'] as const;
export type InputKind = (typeof inputKinds)[number];

/** A version by its number, or the draft; an empty one is none. */
export type SideChoice = number | 'draft' | null;

export interface TestDraft {
  first: Exclude<SideChoice, null>;
  second: SideChoice;
  kind: InputKind;
  count: number;
  chosen: readonly string[];
  typed: Record<string, string>;
  project: string | null;
  privacy: z.infer<typeof ModelPrivacy>;
  model: string;
  /** Else the texts are only shown. */
  asksModel: boolean;
  /** An answer given before to exactly this will do. */
  mayRepeat: boolean;
}

/** The active version against what is newer than it: a draft, else the latest version. */
export function usualTest(
  { active_version, latest_version }: Prompt,
  reader: PromptPlace['reader'],
  hasDraft: boolean,
): TestDraft {
  const newest = latest_version === active_version ? null : latest_version;
  return {
    ...{ first: active_version, second: hasDraft ? 'draft' : newest },
    ...{ kind: 'latest', count: 3, chosen: [], typed: {} },
    ...{ project: null, privacy: 'local_only', model: '', mayRepeat: false },
    // A coding agent is no model: one that is asked in its place says little of it.
    asksModel: reader !== 'coding_agent',
  };
}

/** The variables of both texts, each once. */
export const variablesOfBoth = (sides: readonly (readonly PromptVariable[])[]): PromptVariable[] => [
  ...new Map(sides.flat().map((variable) => [variable.name, variable])).values(),
];

function sideOf(choice: Exclude<SideChoice, null>, draft: DraftCheck | null): PromptSide | null {
  if (choice !== 'draft') return { version: choice };
  if (draft?.ok !== true) return null;
  const { system, body, variables } = draft.version;
  return { draft: { system, body, variables } };
}

/** What is asked of the server; null while something is missing for it. */
export function testOf(
  test: TestDraft,
  { draft, variables }: { draft: DraftCheck | null; variables: readonly PromptVariable[] },
): z.input<typeof PromptTest> | null {
  if (test.first === test.second) return null;
  const first = sideOf(test.first, draft);
  const second = test.second === null ? null : sideOf(test.second, draft);
  if (first === null || (test.second !== null && second === null)) return null;
  if (test.kind === 'chosen' && test.chosen.length === 0) return null;
  return {
    sides: second === null ? [first] : [first, second],
    inputs: inputsOf(test, variables),
    prefer: test.model === '' ? [] : [test.model],
    ...{ asks_model: test.asksModel, is_deterministic: test.mayRepeat },
  };
}

function inputsOf(
  { kind, count, chosen, typed, project, privacy }: TestDraft,
  variables: readonly PromptVariable[],
): z.input<typeof PromptTest>['inputs'] {
  switch (kind) {
    case 'latest':
      return { kind, count };
    case 'chosen':
      return { kind, ids: [...chosen] };
    case 'made':
      return { kind, values: valuesOf(variables, typed), project_id: project, privacy };
  }
}
