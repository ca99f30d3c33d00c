import {
  holdingStarts,
  holdings,
  refrains,
  refusalEnds,
  refusalObjects,
  unwanted,
} from '../grammar/negations.ts';
import { productVerbs } from '../grammar/product-verbs.ts';
import { smallTalk } from '../grammar/statements.ts';
import { actVerbs } from '../grammar/verbs.ts';
import { beginsCommand, readCommand } from '../language/commands.ts';
import { matchStart, saysAny } from '../language/phrases.ts';
import { isSaid, isSymbol, type Token, wordToken } from '../language/tokens.ts';

/** Longer words describe a product. */
const maxLength = 60;

/** What a clause says not to do: `refusal` when nothing is asked for, `work` with what is left when it is about the product. */
export type Negation = { kind: 'refusal' } | { kind: 'work'; command: readonly Token[] };

export function readNegation(clause: readonly Token[]): Negation | null {
  if (clause.length > maxLength) return null;
  const words = clause.filter(isSaid);
  if (holdsOff(words)) return { kind: 'refusal' };
  if (holdsFirst(clause)) return { kind: 'refusal' };
  if (isUnwanted(clause)) return { kind: 'refusal' };
  const refrain = matchStart(refrains, clause);
  if (refrain === null) return readStop(clause);
  const rest = clause.slice(refrain.length);
  const reminded = readReminder(rest);
  if (reminded !== null) return { kind: 'work', command: reminded };
  return isProductRefusal(rest) ? { kind: 'work', command: clause } : { kind: 'refusal' };
}

/** "Don't forget the alt texts": what is to be remembered, when it is a thing. */
function readReminder([verb, ...rest]: readonly Token[]): readonly Token[] | null {
  const thing = rest[0]?.word === 'about' ? rest.slice(1) : rest;
  const isThing = things.has(thing[0]?.word ?? '') && thing.filter(isSaid).length > 1;
  if (verb?.word !== 'forget' || !isThing || thing.some(isNoWork)) return null;
  return [wordToken('add'), ...thing.map((token, at) => (at === 0 ? { ...token, isSpaced: true } : token))];
}
const things: ReadonlySet<string> = new Set('the a an our some any all'.split(' '));
const isNoWork = ({ kind, word }: Token): boolean =>
  kind === 'key' || smallTalk.has(word) || meetings.has(word);
const meetings: ReadonlySet<string> = new Set(
  'meeting standup call demo deadline launch release party task tasks agent agents rest that'.split(' '),
);

const holdsOff = (words: readonly Token[]): boolean =>
  isKept(words) || saysAny(holdings, words) || matchStart(holdingStarts, words) !== null;

const maxAfter = 8;
/** "Never mind, all good" */
function holdsFirst(clause: readonly Token[]): boolean {
  const at = clause.findIndex((token) => isSymbol(token, ',', '-', ';'));
  const rest = at < 0 ? [] : clause.slice(at + 1).filter(isSaid);
  return (
    rest.length > 0 &&
    rest.length <= maxAfter &&
    !beginsCommand(rest) &&
    saysAny(holdings, clause.slice(0, at))
  );
}

const keeping: ReadonlySet<string> = new Set(['keep', 'spare', 'leave']);
const staying: ReadonlySet<string> = new Set(['stays', 'remains', 'stay', 'remain']);
const maxKept = 5;
/** "Keep SHOP-17", "SHOP-17 stays" */
const isKept = (words: readonly Token[]): boolean =>
  words.length <= maxKept &&
  words.some(({ kind }) => kind === 'key') &&
  (keeping.has(words[0]?.word ?? '') || words.some(({ word }) => staying.has(word)));

/** "I don't want a dark mode", not "I don't want the banner to blink". */
const isUnwanted = (clause: readonly Token[]): boolean =>
  saysAny(unwanted, clause.filter(isSaid)) && !clause.some(({ word }) => turning.has(word));
const turning: ReadonlySet<string> = new Set(
  'to when if that on in unless so but being until showing'.split(' '),
);

function isProductRefusal(rest: readonly Token[]): boolean {
  const words = rest.filter(isSaid);
  const [verb, object] = words;
  if (verb === undefined || refusalEnds.has(words.at(-1)?.word ?? '')) return false;
  if (object === undefined || refusalObjects.has(object.word) || words.some(({ kind }) => kind === 'key'))
    return false;
  return productVerbs.has(verb.word) || !(actVerbs.has(verb.word) || readCommand(words) !== null);
}

/** "Stop using jQuery in the cart" is work on the product. */
function readStop(clause: readonly Token[]): Negation | null {
  const [first, second, ...rest] = clause;
  if ((first?.word !== 'stop' && first?.word !== 'avoid') || second === undefined) return null;
  return productVerbs.has(second.word) && rest.length > 0 ? { kind: 'work', command: clause } : null;
}
