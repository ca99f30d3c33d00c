import { beginsCommand, readCommand } from './commands.ts';
import { isSymbol, type Token } from './tokens.ts';
import { verbOfPast } from './verb-forms.ts';

/** Steps that others are put before. "Add validation before saving" speaks of the product. */
const lateSteps: ReadonlySet<string> = new Set(
  'deploy release publish ship merge push tag bump start upgrade go commit'.split(' '),
);
/** What is done to see whether a step before went well. */
const checks: ReadonlySet<string> = new Set('run rerun test retest review document'.split(' '));
/** A question stays whole. */
const asking: ReadonlySet<string> = new Set(
  'do does did is are am should what why how who which have has must shall'.split(' '),
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
  if (tokens.length > maxSentence || asking.has(tokens[0]?.word ?? '')) return null;
  const lead = tokens[0]?.word;
  const isDone =
    (lead === 'once' || lead === 'when') && people.has(tokens[1]?.word ?? '') && tokens[2]?.word === 'have';
  if (lead === 'before' || lead === 'after' || isDone) {
    const comma = tokens.slice(0, clauseWindow).findIndex((token) => isSymbol(token, ','));
    const step = stepAfter(tokens, 0, comma);
    if (comma < 0) return beforeUnmarked(tokens);
    if (step === null) return null;
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

/** "Before you deploy to production run the tests" */
function beforeUnmarked(tokens: readonly Token[]): readonly (readonly Token[])[] | null {
  const isStart = (at: number): boolean =>
    beginsCommand(tokens.slice(at)) && !joining.has(tokens[at - 1]?.word ?? '');
  const at = tokens.slice(0, clauseWindow).findIndex((_token, index) => index > 2 && isStart(index));
  const step = at < 0 ? null : stepAfter(tokens, 0, at);
  if (step === null)
    return at > 0 && tokens[0]?.word === 'before' && tokens[1]?.word.endsWith('ing') === true
      ? [tokens.slice(at)]
      : null;
  return tokens[0]?.word === 'before' ? [tokens.slice(at), step] : [step, tokens.slice(at)];
}
const joining: ReadonlySet<string> = new Set(
  'to the a an and or our my your this that of for in on with'.split(' '),
);

function isLate(tokens: readonly Token[], at: number): boolean {
  const step = stepAfter(tokens, at, at + 4);
  if (
    tokens[at]?.word === 'after' &&
    checks.has(tokens[0]?.word ?? '') &&
    tokens[at + 1]?.word.endsWith('ing')
  )
    return step !== null;
  const late = tokens[at]?.word === 'before' ? step : tokens.slice(0, at);
  const verb = readCommand(late?.[0]?.word === 'please' ? late.slice(1) : (late ?? []))?.verb;
  return step !== null && verb !== undefined && lateSteps.has(verb);
}

/** "you have added the column" as "add the column" */
function participle(tokens: readonly Token[], at: number, end: number): Token[] | null {
  const [first, ...rest] = tokens.slice(at, end);
  const verb = verbOfPast(first?.word ?? '');
  return first === undefined || verb === null ? null : [{ ...first, text: verb, word: verb }, ...rest];
}

/** The step as a command: "you deploy" and "deploying" are "deploy". */
function stepAfter(tokens: readonly Token[], at: number, end: number): Token[] | null {
  const [first, ...rest] = tokens.slice(at + 1, end);
  if (first === undefined || first.word === 'i') return null;
  if (people.has(first.word) && rest[0]?.word === 'have') return participle(tokens, at + 3, end);
  const isLeaving = rest[0]?.word === 'go' && rest[1]?.word !== 'live';
  const command = people.has(first.word) && !isLeaving ? readCommand(rest) : null;
  if (command !== null)
    return [{ ...first, text: command.verb, word: command.verb }, ...tokens.slice(at + 3, end)];
  const gerund = first.word.endsWith('ing') ? readCommand([first, ...rest]) : null;
  return gerund === null
    ? null
    : [{ ...first, text: gerund.verb, word: gerund.verb }, ...tokens.slice(at + 2, end)];
}
