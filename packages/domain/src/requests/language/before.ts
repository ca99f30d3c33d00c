import { readCommand } from './commands.ts';
import { isSymbol, type Token } from './tokens.ts';

/** Steps that others are put before. "Add validation before saving" speaks of the product. */
const lateSteps: ReadonlySet<string> = new Set(
  'deploy release publish ship merge push tag bump start upgrade go commit'.split(' '),
);
const people: ReadonlySet<string> = new Set(['you', 'we', 'i']);
const clauseWindow = 40;
/** A longer sentence is a text that was pasted. */
const maxSentence = 200;

/**
 * The two steps of "before you deploy, run the tests", "run the tests before deploying" or "deploy after running the
 * tests", in the order in which they are to be done; null for anything else.
 */
export function beforeClause(tokens: readonly Token[]): readonly (readonly Token[])[] | null {
  if (tokens.length > maxSentence) return null;
  const lead = tokens[0]?.word;
  if (lead === 'before' || lead === 'after') {
    const comma = tokens.slice(0, clauseWindow).findIndex((token) => isSymbol(token, ','));
    const step = stepAfter(tokens, 0, comma);
    if (comma < 0 || step === null) return null;
    const other = tokens.slice(comma + 1);
    return lead === 'before' ? [other, step] : [step, other];
  }
  const at = tokens.findIndex(
    ({ word }, index) => index > 1 && (word === 'before' || word === 'after') && isLate(tokens, index),
  );
  const step = at < 0 ? null : stepAfter(tokens, at, tokens.length);
  if (step === null) return null;
  return tokens[at]?.word === 'before' ? [tokens.slice(0, at), step] : [step, tokens.slice(0, at)];
}

function isLate(tokens: readonly Token[], at: number): boolean {
  const step = stepAfter(tokens, at, at + 4);
  const late = tokens[at]?.word === 'before' ? step : tokens.slice(0, at);
  const verb = readCommand(late?.[0]?.word === 'please' ? late.slice(1) : (late ?? []))?.verb;
  return step !== null && verb !== undefined && lateSteps.has(verb);
}

/** The step as a command: "you deploy" and "deploying" are "deploy". */
function stepAfter(tokens: readonly Token[], at: number, end: number): Token[] | null {
  const [first, ...rest] = tokens.slice(at + 1, end);
  if (first === undefined) return null;
  const command = people.has(first.word) ? readCommand(rest) : null;
  if (command !== null) return [{ ...first, text: command.verb, word: command.verb }, ...tokens.slice(at + 3, end)];
  const gerund = first.word.endsWith('ing') ? readCommand([first, ...rest]) : null;
  return gerund === null
    ? null
    : [{ ...first, text: gerund.verb, word: gerund.verb }, ...tokens.slice(at + 2, end)];
}
