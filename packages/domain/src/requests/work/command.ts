import { persons } from '../grammar/statements.ts';
import { toActive } from '../language/active.ts';
import { mendVerb, readCommand } from '../language/commands.ts';
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
  if (wish !== null) return wish;
  return isRefusal(said) ? { tokens: said, confidence: 0.8 } : readImperative(mendVerb(said));
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

/** What the product shall not do. */
const isRefusal = ([first, second]: readonly Token[]): boolean =>
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
