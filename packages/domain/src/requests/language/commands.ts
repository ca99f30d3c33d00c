import { determiners, pairedVerbs, predicates, strongVerbs, weakVerbs } from '../grammar/verbs.ts';
import { isOneSlip } from './slips.ts';
import { isSymbol, type Token, wordToken } from './tokens.ts';

export interface Command {
  /** In its base form: "running" is "run". */
  verb: string;
  /** What follows it. */
  rest: readonly Token[];
}

/** The command that a clause without clutter begins with; null when it begins with no verb that is known. */
export function readCommand(clause: readonly Token[]): Command | null {
  const [first, ...rest] = clause;
  if (first?.kind !== 'word' || isSymbol(rest[0], ':') || isRequestLine(first, rest[0])) return null;
  if (finite.has(rest[0]?.word ?? '')) return null;
  const pair = `${first.word}-${rest[0]?.word ?? ''}`;
  if (pairedVerbs.has(pair)) return { verb: pair, rest: rest.slice(1) };
  const verb = baseForms(first.word).find((form) => strongVerbs.has(form) || weakVerbs.has(form));
  if (verb === undefined || (verb !== first.word && isSubject(rest))) return null;
  return { verb, rest };
}

/** What stands before these is their subject: "support says …". */
const finite: ReadonlySet<string> = new Set(
  'says said told tells reported reports got had wants wanted asked asks complained complains thinks thought found keeps noticed called wrote writes mentioned claims'.split(
    ' ',
  ),
);

/** "Typing in the address field is slow": what is done is spoken of. */
const isSubject = (rest: readonly Token[]): boolean =>
  predicates.has(rest[0]?.word ?? '') || rest.slice(1, subjectReach).some(({ word }) => told.has(word));
const subjectReach = 8;
const told: ReadonlySet<string> = new Set(
  'is are was were does takes fails crashes feels seems breaks throws'.split(' '),
);

/** "POST /api/orders returns …" names a request of the network. */
const isRequestLine = ({ text }: Token, next: Token | undefined): boolean =>
  /^(?:GET|POST|PUT|PATCH|DELETE|HEAD)$/.test(text) && next?.kind === 'path';

/** Whether the tokens from here begin a request of their own, wherever they stand in a sentence. */
export function beginsCommand(clause: readonly Token[]): boolean {
  const [first, next] = clause[0]?.kind === 'mention' ? clause.slice(1) : clause;
  if (first?.kind !== 'word' || isSymbol(next, '-')) return false;
  if (isRequestLine(first, next) || finite.has(next?.word ?? '')) return false;
  if (strongVerbs.has(first.word) || pairedVerbs.has(`${first.word}-${next?.word ?? ''}`))
    return !isNounUse(first.word, next);
  return weakVerbs.has(first.word) && next !== undefined && isObject(next);
}

/** "the header, update and start pages": a verb before another noun or at the end of a list is no command. */
function isNounUse(word: string, next: Token | undefined): boolean {
  return next === undefined ? false : next.word === 'button' && word !== 'add';
}

function isObject(token: Token): boolean {
  return token.kind !== 'word' && token.kind !== 'symbol' && token.kind !== 'break'
    ? true
    : determiners.has(token.word);
}

/** The word itself, and for a gerund the verbs it may come from. */
function baseForms(word: string): string[] {
  const stem = /^(.{2,30})ing$/.exec(word)?.[1];
  if (stem === undefined) return [word];
  return [word, stem, `${stem}e`, stem.replace(/(.)\1$/, '$1')];
}

/** A first word that is one slip of the keyboard away from a verb, mended. */
export function mendVerb(clause: readonly Token[]): readonly Token[] {
  const [first, ...rest] = clause;
  if (first?.kind !== 'word' || rest.length === 0 || !/^[a-z]{3,12}$/.test(first.word)) return clause;
  if (readCommand(clause) !== null || known.has(first.word)) return clause;
  const verb =
    first.word.length < minMendable
      ? shortVerbs.find((candidate) => isSwapped(first.word, candidate))
      : mendable.find((candidate) => isOneSlip(first.word, candidate));
  if (verb === undefined) return clause;
  const isCapital = /^\p{Lu}/u.test(first.text);
  const text = isCapital ? verb.slice(0, 1).toUpperCase() + verb.slice(1) : verb;
  return [{ ...wordToken(text, first.isSpaced) }, ...rest];
}

const minMendable = 5;
const shortVerbs = 'fix add run make move hide show test send open sort link'.split(' ');
const isSwapped = (one: string, other: string): boolean =>
  one.length === other.length &&
  isOneSlip(one, other) &&
  [...one].sort().join('') === [...other].sort().join('');
const mendable = [...strongVerbs].filter((verb) => verb.length >= 5);
/** Words near a verb that mean themselves. */
const known: ReadonlySet<string> = new Set(
  `catch scrap fetch watch latch adopt adept apple beside blocked block button cache center clause closet copied cover crate crated creates
  creating deployed fixes fixed format formal finishing movie moved mover paused plane purge raise reader reducer renamed
  rented returns routes saved scope sender shows slots solid sorted starts state status store stored strip strips users
  verify written wrote broken merged approved running failed failing added updated should could would there their these
  those which where while whose about after again every never other still doing being having`.split(/\s+/),
);
