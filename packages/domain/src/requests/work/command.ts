import { persons } from '../grammar/statements.ts';
import { toActive } from '../language/active.ts';
import { beginsCommand, mendVerb, readCommand } from '../language/commands.ts';
import { matchStart, phraseTable } from '../language/phrases.ts';
import { isSymbol, type Token, wordToken } from '../language/tokens.ts';
import { type ReadCommand, spaced } from './command-form.ts';
import { readDemand } from './demand.ts';
import { readNote, readPrefix } from './notes.ts';
import { readFinding, readNeed, readTrouble } from './statement.ts';
import { readWish } from './wish.ts';

/** A clause as a command: "we need a footer" as "add a footer"; null when it asks for nothing. */
export function toCommand(said: readonly Token[]): ReadCommand | null {
  const prefixed = readPrefix(said);
  if (prefixed !== null) {
    const verb = prefixed.verb.split(' ').map((word) => wordToken(word));
    const own = prefixed.verb === 'research' ? null : toCommand(prefixed.rest);
    return own ?? { tokens: [...verb, ...spaced(prefixed.rest)], confidence: 0.8 };
  }
  const note = readNote(said);
  if (note !== null) return { tokens: note, confidence: 0.8 };
  const wish = readWish(said);
  if (wish !== null) return { ...wish, isWish: true };
  const begun = readStart(said);
  if (begun !== null) return begun;
  const conditional = readConditional(said);
  if (conditional !== null) return conditional;
  return isRefusal(said)
    ? { tokens: said, confidence: 0.8, isStatement: true }
    : readImperative(mendVerb(said));
}

function readImperative(said: readonly Token[]): ReadCommand | null {
  const active = toActive(said);
  const clause = active !== null && readCommand(active) !== null ? active : said;
  const command = readCommand(clause);
  const [first] = clause;
  if (command === null || first === undefined)
    return (
      readFinding(clause) ??
      readNeed(clause) ??
      readTrouble(clause) ??
      readDemand(clause) ??
      readUnknownVerb(clause)
    );
  const verb = first.word === command.verb ? first : wordToken(command.verb, first.isSpaced);
  return { tokens: [verb, ...command.rest], confidence: 0.9 };
}

const beginnings = phraseTable(`
  (start|begin|kick off|continue|go on|proceed|finish|end|finish off) [off] (with|by)
`);

/** "Start with the migration", "begin by adding a column" */
function readStart(said: readonly Token[]): ReadCommand | null {
  const begun = matchStart(beginnings, said.slice(0, 5));
  const rest = begun === null ? [] : spaced(said.slice(begun.length));
  const [first] = rest;
  if (first === undefined || begun === null || rest.some(({ kind }) => kind === 'key')) return null;
  return toCommand(rest) ?? { tokens: [wordToken('add'), ...rest], confidence: 0.75 };
}

const conditions: ReadonlySet<string> = new Set('if when whenever once after before unless as'.split(' '));
const maxCondition = 20;

/** "If the cart is empty, hide the button" as "hide the button if the cart is empty". */
function readConditional(said: readonly Token[]): ReadCommand | null {
  const [first] = said;
  const comma = said.slice(0, maxCondition).findIndex((token) => isSymbol(token, ','));
  if (first === undefined || comma < 3 || !conditions.has(first.word)) return null;
  const rest = said.slice(comma + 1);
  if (rest.length < 2 || !beginsCommand(rest)) return null;
  const condition = [{ ...first, text: first.text.toLowerCase(), isSpaced: true }, ...said.slice(1, comma)];
  return { tokens: [...rest, ...condition], confidence: 0.8 };
}

/** What the product shall not do. */
export const isRefusal = ([first, second]: readonly Token[]): boolean =>
  first?.word === 'never' || (first?.word === 'do' && second?.word === 'not');
/** "florbnicate the cart": a word before an object, taken for a verb that is not known. */
function readUnknownVerb(clause: readonly Token[]): ReadCommand | null {
  const [first, second] = clause;
  if (clause.length < 3 || first?.kind !== 'word' || persons.has(first.word) || isSymbol(second)) return null;
  const isVerb =
    /^\p{L}[\p{L}-]{1,30}$/u.test(first.text) && objects.has(second?.word ?? '') && !noVerbs.has(first.word);
  return isVerb ? { tokens: clause, confidence: 0.6 } : null;
}

const objects: ReadonlySet<string> = new Set(
  'the a an all every our my your this that these those it'.split(' '),
);
const noVerbs: ReadonlySet<string> = new Set(
  'in on at for with of by as and or but is are was were be not from to than like about into over under all both only even yes no okay that what why how who when where which if because since while'.split(
    ' ',
  ),
);
