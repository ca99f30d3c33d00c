import { demands, persons } from '../grammar/statements.ts';
import { determiners } from '../grammar/verbs.ts';
import { phraseTable } from '../language/phrases.ts';
import { isSymbol, type Token, wordToken } from '../language/tokens.ts';
import { firstSlots, lowered, type ReadCommand, window } from './command-form.ts';

/** "We want the buttons to be blue" */
export const wants = phraseTable(`<subject> to <wanted>`);

/** "The button should be blue" as "Make the button blue". */
export function readDemand(clause: readonly Token[], says = demands): ReadCommand | null {
  const slots = firstSlots(says, clause);
  const subject = slots?.subject ?? [];
  const [first] = subject;
  if (first === undefined || persons.has(first.word) || slots?.wanted === undefined) return null;
  if (subject.some((token) => isSymbol(token, ','))) return null;
  const isOfUsers = determiners.has(first.word) || first.word === 'users';
  const isOpen = says === wants && (subject.length > 6 || subject.at(-1)?.word === 'for');
  if (isOpen || (says === wants && !isOfUsers)) return null;
  const wanted = slots.wanted[0]?.word === 'be' ? slots.wanted.slice(1) : slots.wanted;
  const rest = clause.slice(window);
  return { tokens: [wordToken('make'), ...lowered(subject), ...wanted, ...rest], confidence: 0.75 };
}
