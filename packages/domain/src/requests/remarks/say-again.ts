import { phraseTable, saysAny } from '../language/phrases.ts';
import { isSaid, type Token } from '../language/tokens.ts';

const maxWords = 12;
const asked = '[okay|sorry|please|hey|wait] [can you|could you|would you|will you] [please|just]';
const what =
  '(that|it|this|yourself|the (last|latest) (answer|sentence|bit|part|thing|one)|(the|your) answer|what you [just] said)';
const more = '[again|once more|one more time|please|for me|to me|slowly|more slowly]';

const asks = phraseTable(`
  ${asked} (say|tell me|read|read out) ${what} [please] (again|once more|one more time) ${more}
  ${asked} (read|say) ${what} (out|aloud|out loud) (again|once more|one more time) ${more}
  ${asked} say again ${more}
  ${asked} repeat (yourself|(the|your) answer|the (last|latest) (answer|sentence|bit|part|thing)|what you [just] said) ${more}
  (sorry|okay|wait) [,] what did you [just] say ${more}
  what (did you [just] say|were you saying) ${more}
  [sorry] (i|we) (did not|could not) (hear|catch|get) (you|what you [just] said) ${more}
  [sorry] (come again|i beg your pardon|pardon me) [please]
`);
/** Of a text these may speak of a task: "repeat it" after one is spoken of. */
const asksAloud = phraseTable(`
  ${asked} repeat [${what}] ${more}
  [sorry] (i|we) (did not|could not) (hear|catch|get) (that|it|this) ${more}
  [sorry] (i|we) missed (that|it|what you said) ${more}
  (sorry|pardon|pardon me) [what|what was that|excuse me]
  [sorry] what was that ${more}
`);

/** Whether somebody wants to hear the last answer once more. */
export function asksAgain(tokens: readonly Token[], source: 'chat' | 'voice'): boolean {
  const words = tokens.filter(isSaid);
  if (words.length === 0 || words.length > maxWords) return false;
  return saysAny(asks, words) || (source === 'voice' && saysAny(asksAloud, words));
}
