import type { PromptMade } from '@overmind/contracts/entities/model-call';
import type { PromptVersion } from '@overmind/contracts/entities/prompt';
import { AppError } from '@overmind/contracts/errors';
import {
  type Misfit,
  type PromptPlace,
  renderWords,
  type Texts,
  type Values,
} from '@overmind/domain/prompts/place';
import type { Core } from '../core.ts';
import type { Log } from '../log.ts';
import { findVersion } from './given-version.ts';
import { drawBoundary } from './render.ts';

/** `use` is for the ledger; it is missing where the words are those of the program, as no version fits. */
export interface PlacedPrompt extends Texts {
  /** The mark around what others wrote, drawn for this one. */
  boundary: string;
  use?: PromptMade;
}

/** Of a version that cannot be used where it is asked for. */
const warnOfMisfit = (log: Log, version: PromptVersion, problems: readonly Misfit[]): void =>
  log.warn(
    { prompt: version.prompt_id, version: version.number, problems },
    'a version of a prompt does not fit; the words that come with the program are used',
  );

/**
 * What a place of the program tells a model: the words of the version that its subject gets, and the program's own parts
 * beside them. Work goes on in the words that come with the program where the version does not fit the place, which only
 * one from before the place was there can do.
 */
export async function usePlace(
  core: Core,
  place: PromptPlace,
  values: Values,
  subject: string,
): Promise<PlacedPrompt> {
  const boundary = drawBoundary();
  const join = (words: Texts): Texts => place.join(words, values, boundary);
  const found = await findVersion(core, place.prompt.key, subject);
  const made = found && renderWords(place, found.version, values, boundary);
  if (found && made?.ok === true) {
    const use = { prompt_version_id: found.version.id, ...found.arm, values: { ...values } };
    return { ...join(made), boundary, use };
  }
  if (found && made?.ok === false) warnOfMisfit(core.log, found.version, made.problems);
  const own = renderWords(place, place.prompt, values, boundary);
  if (!own.ok) throw new AppError('invalid', own.problems.map(({ detail }) => detail).join(' '));
  return { ...join(own), boundary };
}
