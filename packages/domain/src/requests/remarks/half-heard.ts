import type { UnderstoodRequest } from '@overmind/contracts/entities/request';
import type { UnderstandContext } from '../context.ts';
import { hesitations } from '../grammar/clutter.ts';
import { hollowWords } from '../grammar/hollow-words.ts';
import { tidy } from '../language/tidy.ts';
import { isSaid, type Token, tokenise } from '../language/tokens.ts';

const maxWords = 8;
const maxText = 100;

/**
 * Whether what was heard is a cough, a breath or the end of a sentence that the recogniser wrote down as "the" or "and
 * of": nothing was understood of it, and no word of it means anything by itself. What somebody typed they meant.
 */
export function isHalfHeard(
  text: string,
  requests: readonly UnderstoodRequest[],
  { source, agents }: UnderstandContext,
): boolean {
  if (source !== 'voice' || text.length > maxText || text.includes('?')) return false;
  const said = tokenise(tidy(text)).filter(isSaid);
  const names = new Set(agents.map(({ name }) => name.toLowerCase()));
  const isHollow = ({ kind, word }: Token): boolean =>
    kind === 'word' && !names.has(word) && (hollowWords.has(word) || hesitations.has(word));
  return (
    said.length > 0 &&
    said.length <= maxWords &&
    said.every(isHollow) &&
    requests.every((request) => isNothing(request) || (request.kind === 'work' && said.length === 1))
  );
}

/** Neither an act nor a question that can be answered. */
const isNothing = ({ intent, topic, remark }: UnderstoodRequest): boolean =>
  intent === 'ask' && topic === null && remark === null;
