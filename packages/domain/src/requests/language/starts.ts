import { refrains } from '../grammar/negations.ts';
import { criterionLeads, openQuestions, wishes } from '../grammar/starts.ts';
import { stripOpening } from './clutter.ts';
import { beginsCommand } from './commands.ts';
import { matchStart } from './phrases.ts';
import { isSaid, type Token, trimMarks } from './tokens.ts';

const maxOpenings = 4;

/** Whether a text that follows "and" or a comma begins a request of its own. */
export function beginsRequest(tokens: readonly Token[]): boolean {
  let rest = trimMarks(tokens);
  for (let layer = 0; layer <= maxOpenings; layer++) {
    if (begins(rest)) return true;
    const shorter = stripOpening(rest);
    if (shorter.length === rest.length) return false;
    rest = shorter;
  }
  return false;
}

function begins(tokens: readonly Token[]): boolean {
  const [first, second] = tokens;
  if (first === undefined || !tokens.some(isSaid)) return false;
  if ((first.word === 'ask' || first.word === 'tell') && tokens.slice(2, 5).some(({ word }) => word === 'to')) return true;
  if (beginsCommand(tokens) || matchStart(wishes, tokens) !== null) return true;
  if (matchStart(criterionLeads, tokens) !== null || matchStart(refrains, tokens) !== null) return true;
  return openQuestions.has(first.word) && second !== undefined && asks(first.word, second.word);
}

/** "and what is running", not "and which are blue" or "when the page loads". */
function asks(first: string, second: string): boolean {
  if (first === 'how') return ['is', 'are', 'many', 'do', 'does', 'did', 'much', 'long'].includes(second);
  if (first === 'who' || first === 'what' || first === 'where' || first === 'why')
    return ['is', 'are', 'did', 'does', 'do', 'was', 'failed', 'were', 'changed', 'needs', 'has'].includes(second);
  if (first === 'when') return ['did', 'will', 'was'].includes(second);
  return (first === 'is' || first === 'are' || first === 'did') && ['the', 'there', 'any', 'it', 'my'].includes(second);
}
