import type { NewPromptVersion } from '@overmind/contracts/entities/prompt';
import type { PromptSide, TestInput } from '@overmind/contracts/entities/prompt-test';
import { AppError } from '@overmind/contracts/errors';
import { findPromptVersion } from '@overmind/db/queries/models/prompts';
import { findPromptProblems } from '@overmind/domain/prompts/check';
import { renderTexts } from '@overmind/domain/prompts/render';
import type { Core } from '../../core.ts';

/** A text that is tried; a draft has no version. */
export interface Side extends Pick<NewPromptVersion, 'system' | 'body' | 'variables'> {
  versionId: string | null;
  number: number | null;
}

const refused = (errors: { pointer: string; detail: string }[]): AppError =>
  new AppError('invalid', errors[0]?.detail ?? 'This cannot be tried.', { errors });

/** The texts of a test. Throws `invalid` where a draft is no sound template, or there is no such version. */
export const readSides = (core: Core, promptId: string, asked: readonly PromptSide[]): Promise<Side[]> =>
  Promise.all(asked.map((side, at) => readSide(core, promptId, side, `/sides/${at}`)));

async function readSide(core: Core, promptId: string, side: PromptSide, pointer: string): Promise<Side> {
  if ('draft' in side) {
    const { system, body, variables } = side.draft;
    const problems = findPromptProblems(side.draft);
    if (problems.length > 0)
      throw refused(problems.map((each) => ({ ...each, pointer: `${pointer}/draft${each.pointer}` })));
    return { system, body, variables, versionId: null, number: null };
  }
  const version = await findPromptVersion(core.db, promptId, side.version);
  if (version === null)
    throw refused([{ pointer: `${pointer}/version`, detail: `This prompt has no version ${side.version}.` }]);
  const { system, body, variables, id, number } = version;
  return { system, body, variables, versionId: id, number };
}

export type Rendered = { ok: true; system: string; body: string } | { ok: false; why: string };

/** Values that a text does not ask for are left out: it may be older or newer than they are. */
export function renderSide(side: Side, { values }: Pick<TestInput, 'values'>, boundary: string): Rendered {
  const known = side.variables.flatMap(({ name }) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    return value === undefined ? [] : [[name, value] as const];
  });
  const made = renderTexts(side, Object.fromEntries(known), boundary);
  if (made.ok) return made;
  return { ok: false, why: made.problems.map(({ detail }) => detail).join(' ') };
}
