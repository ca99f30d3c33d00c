import type { Persona } from '@overmind/contracts/entities/persona';
import { renderWords } from '../../prompts/place.ts';
import { placeOfTurn, turnValues } from '../prompts/prompt.ts';
import type { DiscussionState, Turn } from '../state.ts';

/** What the model of a speaker is told in the words that come with the program. */
export function toldBy(
  state: DiscussionState,
  turn: Turn,
  persona: Persona,
): { system: string; user: string } {
  const [place, values] = [placeOfTurn(turn), turnValues(state, turn, persona)];
  const boundary = '0'.repeat(32);
  const words = renderWords(place, place.prompt, values, boundary);
  if (!words.ok) throw new Error('the words that come with the program do not fit');
  const { system, body } = place.join(words, values, boundary);
  return { system, user: body };
}
