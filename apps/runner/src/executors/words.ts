import { randomBytes } from 'node:crypto';
import type { PromptUse } from '@overmind/contracts/entities/model-call';
import type { JobPrompt } from '@overmind/contracts/entities/run';
import { type PromptPlace, renderWords, type Texts, type Values } from '@overmind/domain/prompts/place';

/** What an agent is told, and of what it was made. */
export interface TaskWords extends Texts {
  /** Which version that is, where it is not the runner's own. */
  use: PromptUse | null;
  /** For the log of the run: why it is not the version that the server gave. */
  misfit: string | null;
}

/** What a place says in the words that the server gave, or in those that come with the program where it gave none that this runner can fill in. */
export function wordsOf(place: PromptPlace, given: JobPrompt | null, values: Values): TaskWords {
  const boundary = randomBytes(16).toString('hex');
  const made = given && renderWords(place, given, values, boundary);
  if (given && made?.ok === true) {
    const { prompt_version_id, experiment_id, arm } = given;
    const use = { prompt_version_id, experiment_id, arm };
    return { ...place.join(made, values, boundary), use, misfit: null };
  }
  const own = renderWords(place, place.prompt, values, boundary);
  if (!own.ok) throw new Error(`the words of ${place.prompt.key} that come with the program do not fit`);
  const misfit = made?.ok === false ? misfitOf(place.prompt.key, made.problems) : null;
  return { ...place.join(own, values, boundary), use: null, misfit };
}

const misfitOf = (key: string, problems: readonly { detail: string }[]): string =>
  `The active version of the prompt "${key}" cannot be used here, so the agent was told the words that come with the ` +
  `program. Put it right under Prompts and activate that: ${problems.map(({ detail }) => detail).join(' ')}`;
