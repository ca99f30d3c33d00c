import {
  holdingStarts,
  holdings,
  refrains,
  refusalEnds,
  refusalObjects,
  unwanted,
} from '../grammar/negations.ts';
import { productVerbs } from '../grammar/product-verbs.ts';
import { actVerbs } from '../grammar/verbs.ts';
import { readCommand } from '../language/commands.ts';
import { matchStart, saysAny } from '../language/phrases.ts';
import { isSaid, type Token } from '../language/tokens.ts';

/** Longer words describe a product. */
const maxLength = 60;

/** What a clause says not to do: `refusal` when nothing is asked for, `work` with what is left when it is about the product. */
export type Negation = { kind: 'refusal' } | { kind: 'work'; command: readonly Token[] };

export function readNegation(clause: readonly Token[]): Negation | null {
  if (clause.length > maxLength) return null;
  const words = clause.filter(isSaid);
  if (holdsOff(words)) return { kind: 'refusal' };
  if (isUnwanted(clause)) return { kind: 'refusal' };
  const refrain = matchStart(refrains, clause);
  if (refrain === null) return readStop(clause);
  const rest = clause.slice(refrain.length);
  return isProductRefusal(rest) ? { kind: 'work', command: clause } : { kind: 'refusal' };
}

const holdsOff = (words: readonly Token[]): boolean =>
  isKept(words) || saysAny(holdings, words) || matchStart(holdingStarts, words) !== null;

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
