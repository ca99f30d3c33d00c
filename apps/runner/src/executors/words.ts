import { randomBytes } from 'node:crypto';
import type { PromptUse } from '@overmind/contracts/entities/model-call';
import type { JobPrompt } from '@overmind/contracts/entities/run';
import { type PromptPlace, renderWords, type Texts, type Values } from '@overmind/domain/prompts/place';

/** What an agent is told; `use` says which version that is, where it is not the runner's own. */
export interface TaskWords extends Texts {
  use: PromptUse | null;
}

/** The words that the server gave, or those that come with the program where it gave none that this runner can fill in. */
export function wordsOf(place: PromptPlace, given: JobPrompt | null, values: Values): TaskWords {
  const boundary = randomBytes(16).toString('hex');
  const made = given && renderWords(place, given, values, boundary);
  if (given && made?.ok === true) {
    const { prompt_version_id, experiment_id, arm } = given;
    return { system: made.system, body: made.body, use: { prompt_version_id, experiment_id, arm } };
  }
  const own = renderWords(place, place.prompt, values, boundary);
  if (!own.ok) throw new Error(`the words of ${place.prompt.key} that come with the program do not fit`);
  return { system: own.system, body: own.body, use: null };
}
