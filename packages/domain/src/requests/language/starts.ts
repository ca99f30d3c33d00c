import { refrains } from '../grammar/negations.ts';
import { criterionLeads, openQuestions } from '../grammar/starts.ts';
import { wishes } from '../grammar/wishes.ts';
import { stripOpening } from './clutter.ts';
import { beginsCommand } from './commands.ts';
import { compilePhrase, matchPhrase, matchStart } from './phrases.ts';
import { isSaid, type Token, trimMarks } from './tokens.ts';
import { verbOfThird } from './verb-forms.ts';

const maxOpenings = 4;

/** Whether a text that follows "and" or a comma begins a request of its own. */
export function beginsRequest(tokens: readonly Token[], isAgent: (token: Token) => boolean): boolean {
  let rest = trimMarks(tokens);
  for (let layer = 0; layer <= maxOpenings; layer++) {
    if (begins(rest) || callsAgent(rest, isAgent)) return true;
    const shorter = stripOpening(rest);
    if (shorter.length === rest.length) return false;
    rest = shorter;
  }
  return false;
}

const orders: ReadonlySet<string> = new Set(
  'should can must will to please could needs has shall : , may'.split(' '),
);
const modals: ReadonlySet<string> = new Set('could can would will should may'.split(' '));
const lets: ReadonlySet<string> = new Set('let have ask tell get'.split(' '));

/** "frontend should …", "let qa …", "@infra …" */
export function callsAgent(
  [first, second, ...rest]: readonly Token[],
  isAgent: (token: Token) => boolean,
): boolean {
  if (first === undefined || second === undefined) return false;
  if (first.kind === 'mention') return isAgent(first);
  const isNamed = (token: Token | undefined): boolean => token !== undefined && isAgent(token);
  if (modals.has(first.word) && isNamed(second)) return true;
  if (isAgent(first) && (beginsCommand([second, ...rest]) || verbOfThird(second.word) !== null)) return true;
  if (lets.has(first.word)) return isNamed(second) || (second.word === 'the' && isNamed(rest[0]));
  return isAgent(first) && orders.has(second.word);
}

const statement = compilePhrase(
  '(the|our|all|every|my|users|customers|prices|there) [<noun>] (is|are|needs|need|does|do|has|have|should|must|can|shows|takes|looks) <more>',
);
const nounWords = 5;

/** Whether a text tells something of a thing: "the search is slow". */
export function isStatementStart(tokens: readonly Token[]): boolean {
  const said = trimMarks(tokens).slice(0, 12);
  return (
    matchPhrase(statement, said, { noun: (words) => words.length <= nounWords && words.every(isPlain) }) !==
    null
  );
}

const linking: ReadonlySet<string> = new Set(
  'and or to that which who when if where with so while'.split(' '),
);
const isPlain = (token: Token): boolean =>
  isSaid(token) && !linking.has(token.word) && !beginsCommand([token]);

function begins(tokens: readonly Token[]): boolean {
  const [first, second] = tokens;
  if (first === undefined || !tokens.some(isSaid)) return false;
  if ((first.word === 'ask' || first.word === 'tell') && tokens.slice(2, 5).some(({ word }) => word === 'to'))
    return true;
  if (beginsCommand(tokens) || matchStart(wishes, tokens) !== null) return true;
  if (matchStart(criterionLeads, tokens) !== null || matchStart(refrains, tokens) !== null) return true;
  return openQuestions.has(first.word) && second !== undefined && asks(first.word, second.word);
}

/** "and what is running", not "and which are blue" or "when the page loads". */
function asks(first: string, second: string): boolean {
  if (first === 'how') return ['is', 'are', 'many', 'do', 'does', 'did', 'much', 'long'].includes(second);
  if (first === 'who' || first === 'what' || first === 'where' || first === 'why')
    return ['is', 'are', 'did', 'does', 'do', 'was', 'failed', 'were', 'changed', 'needs', 'has'].includes(
      second,
    );
  if (first === 'when') return ['did', 'will', 'was'].includes(second);
  return (
    (first === 'is' || first === 'are' || first === 'did') &&
    ['the', 'there', 'any', 'it', 'my'].includes(second)
  );
}
