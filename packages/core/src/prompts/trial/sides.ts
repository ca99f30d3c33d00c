import type { NewPromptVersion, Prompt } from '@overmind/contracts/entities/prompt';
import type { PromptSide, TestInput } from '@overmind/contracts/entities/prompt-test';
import { AppError } from '@overmind/contracts/errors';
import { findPromptVersion } from '@overmind/db/queries/models/prompts';
import { valuesFor } from '@overmind/domain/prompts/place';
import { findPlace } from '@overmind/domain/prompts/places';
import { renderTexts } from '@overmind/domain/prompts/render';
import type { Core } from '../../core.ts';
import { findProblems } from '../change.ts';

/** A text that is tried; a draft has no version. */
export interface Side extends Pick<NewPromptVersion, 'system' | 'body' | 'variables'> {
  versionId: string | null;
  number: number | null;
}

const refused = (errors: { pointer: string; detail: string }[]): AppError =>
  new AppError('invalid', errors[0]?.detail ?? 'This cannot be tried.', { errors });

type Tested = Pick<Prompt, 'id' | 'key'>;

/** The texts of a test. Throws `invalid` where a draft is no sound template, or there is no such version. */
export const readSides = (core: Core, prompt: Tested, asked: readonly PromptSide[]): Promise<Side[]> =>
  Promise.all(asked.map((side, at) => readSide(core, prompt, side, `/sides/${at}`)));

async function readSide(core: Core, prompt: Tested, side: PromptSide, pointer: string): Promise<Side> {
  if ('draft' in side) {
    const { system, body, variables } = side.draft;
    const problems = findProblems(prompt.key, side.draft);
    if (problems.length > 0)
      throw refused(problems.map((each) => ({ ...each, pointer: `${pointer}/draft${each.pointer}` })));
    return { system, body, variables, versionId: null, number: null };
  }
  const version = await findPromptVersion(core.db, prompt.id, side.version);
  if (version === null)
    throw refused([{ pointer: `${pointer}/version`, detail: `This prompt has no version ${side.version}.` }]);
  const { system, body, variables, id, number } = version;
  return { system, body, variables, versionId: id, number };
}

export type Rendered = { ok: true; system: string; body: string } | { ok: false; why: string };

/** As the program would put it: values that a text does not ask for are left out, the program's own parts are added. */
export function renderSide(
  key: string,
  side: Side,
  { values }: Pick<TestInput, 'values'>,
  boundary: string,
): Rendered {
  const made = renderTexts(side, valuesFor(side, values), boundary);
  if (!made.ok) return { ok: false, why: made.problems.map(({ detail }) => detail).join(' ') };
  return { ok: true, ...(findPlace(key)?.join(made, values, boundary) ?? made) };
}
