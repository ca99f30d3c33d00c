import { wishes } from '../grammar/starts.ts';
import { demands, findings, needs, persons, troubleNouns, troubles } from '../grammar/statements.ts';
import { determiners } from '../grammar/verbs.ts';
import { mendVerb, readCommand } from '../language/commands.ts';
import { matchPhrase, matchStart, phraseTable, type Slots } from '../language/phrases.ts';
import { isSaid, isSymbol, type Token, wordToken } from '../language/tokens.ts';
import { readNote, readPrefix, wayTo } from './notes.ts';

export interface ReadCommand {
  /** In the imperative. */
  tokens: readonly Token[];
  /** Whether it was told as a fact. */
  isStatement?: boolean;
  /** How sure it is that this asks for work, 0 to 1. */
  confidence: number;
}

/** A statement is short; what is longer is read by its first words. */
const window = 80;

/** A clause as a command: "we need a footer" as "add a footer"; null when it asks for nothing. */
export function toCommand(said: readonly Token[]): ReadCommand | null {
  const prefixed = readPrefix(said);
  if (prefixed !== null) {
    const verb = prefixed.verb.split(' ').map((word) => wordToken(word));
    return toCommand(prefixed.rest) ?? { tokens: [...verb, ...spaced(prefixed.rest)], confidence: 0.8 };
  }
  const note = readNote(said);
  if (note !== null) return { tokens: note, confidence: 0.8 };
  const wish = said[1]?.word === 'need' && said[2]?.word === 'not' ? null : matchStart(wishes, said.slice(0, 16));
  if (wish !== null && said.length > wish.length) return readWish(said.slice(wish.length));
  return isRefusal(said) ? { tokens: said, confidence: 0.8 } : readImperative(mendVerb(said));
}

function readImperative(clause: readonly Token[]): ReadCommand | null {
  const command = readCommand(clause);
  const [first] = clause;
  if (command === null || first === undefined)
    return readFinding(clause) ?? readNeed(clause) ?? readTrouble(clause) ?? readDemand(clause) ?? readUnknownVerb(clause);
  const verb = first.word === command.verb ? first : wordToken(command.verb, first.isSpaced);
  return { tokens: [verb, ...command.rest], confidence: 0.9 };
}

/** What the product shall not do. */
const isRefusal = ([first, second]: readonly Token[]): boolean =>
  first?.word === 'never' || (first?.word === 'do' && second?.word === 'not');
const asWord = (text: string): Token => wordToken(text);

function readWish(wished: readonly Token[]): ReadCommand {
  const [first] = wished;
  const rest = first?.word === 'to' || first?.word === 'that' ? wished.slice(1) : wished;
  if (first?.word === 'to' && readCommand(rest) === null) return { tokens: wayTo(rest), confidence: 0.8 };
  if (first?.word === 'that') return { tokens: [asWord('ensure'), ...spaced(wished)], confidence: 0.8 };
  const asked = readDemand(wished, wants);
  if (asked !== null) return asked;
  return readCommand(rest) !== null && (rest !== wished || wished[1] === undefined || determiners.has(wished[1].word))
    ? { tokens: rest, confidence: 0.85 }
    : { tokens: [asWord('add'), ...spaced(wished)], confidence: 0.8 };
}

const spaced = (tokens: readonly Token[]): readonly Token[] =>
  tokens.map((token, index) => (index === 0 ? { ...token, isSpaced: true } : token));

function firstSlots(phrases: Parameters<typeof matchStart>[0], clause: readonly Token[]): Slots | null {
  for (const phrase of phrases) {
    const slots = matchPhrase(phrase, clause.slice(0, window));
    if (slots !== null) return slots;
  }
  return null;
}

function readFinding(clause: readonly Token[]): ReadCommand | null {
  const what = firstSlots(findings, clause)?.what;
  if (what === undefined || !what.some(({ word }) => troubleNouns.has(word))) return null;
  const start = what[0]?.word === 'a' || what[0]?.word === 'an' || what[0]?.word === 'some' ? 1 : 0;
  return { tokens: [asWord('fix'), asWord('the'), ...spaced(what.slice(start))], confidence: 0.85 };
}

/** "The header needs a logo" as "Add a logo to the header". */
function readNeed(clause: readonly Token[]): ReadCommand | null {
  const slots = firstSlots(needs, clause);
  const [first, ...more] = slots?.subject ?? [];
  if (first === undefined || persons.has(first.word) || slots?.wanted === undefined) return null;
  const small = smalls.has(first.word) ? { ...first, text: first.text.toLowerCase() } : first;
  const said = clause.slice(0, window);
  const at = said.length - slots.wanted.length - 1;
  return { tokens: [asWord('add'), ...spaced(said.slice(at)), asWord('to'), ...spaced([small, ...more])], confidence: 0.8 };
}

function readTrouble(clause: readonly Token[]): ReadCommand | null {
  const words = clause.slice(0, window).map(({ word }) => word);
  const isDenied = words.some((word, at) => word === 'not' && auxiliaries.has(words[at - 1] ?? ''));
  if (!isDenied && !words.some((word) => troubles.has(word))) return null;
  if (persons.has(words[0] ?? '') && !mayFind.has(words[0] ?? '')) return null;
  return asFix(clause, 0.75);
}

function asFix(clause: readonly Token[], confidence: number): ReadCommand {
  const [first] = clause;
  const small = first?.kind === 'word' && smalls.has(first.word) ? { ...first, text: first.text.toLowerCase() } : first;
  const colon: Token = { kind: 'symbol', text: ':', word: ':', isSpaced: false };
  const rest = small === undefined ? [] : [{ ...small, isSpaced: true }, ...clause.slice(1)];
  return { tokens: [asWord('fix'), colon, ...rest], confidence, isStatement: true };
}

const minStatement = 4;
const notTold: ReadonlySet<string> = new Set(
  'if whether hope hoping let yes no okay thanks sorry sure maybe perhaps probably because since although though well just'.split(' '),
);
const told: ReadonlySet<string> = new Set(['it', 'there', 'nothing']);
const seems = phraseTable(`
  (it|that) (seems|looks|appears|turns out|turned out|feels) [to me] [that|like|as if]
  (looks like|seems like|seems that|turns out|turns out that|apparently|i noticed that|i noticed|i see that|we noticed that|we noticed|i realized that|i think that|i saw that|we see that|i found out that|it happens that)
`);

/** A fact about the product, told so that something is done about it; the last that a clause is taken for. */
export function readStatement(clause: readonly Token[]): ReadCommand | null {
  const lead = matchStart(seems, clause.slice(0, 8));
  const fact = lead === null ? clause : clause.slice(lead.length);
  const first = fact[0]?.word ?? '';
  const isFact = !notTold.has(first) && (!persons.has(first) || told.has(first));
  return isFact && fact.filter(isSaid).length >= (lead === null ? minStatement : 2) ? asFix(fact, 0.55) : null;
}

const auxiliaries: ReadonlySet<string> = new Set('do does is are can will could did would'.split(' '));
const mayFind: ReadonlySet<string> = new Set(['i', 'we', 'when', 'there']);
const smalls: ReadonlySet<string> = new Set('the a an my our your this these those some when all'.split(' '));

/** "We want the buttons to be blue" */
const wants = phraseTable(`<subject> to <wanted>`);

/** "The button should be blue" as "Make the button blue". */
function readDemand(clause: readonly Token[], says = demands): ReadCommand | null {
  const slots = firstSlots(says, clause);
  const subject = slots?.subject ?? [];
  const [first] = subject;
  if (first === undefined || persons.has(first.word) || slots?.wanted === undefined) return null;
  if (says === wants && (subject.length > 6 || !(determiners.has(first.word) || first.word === 'users'))) return null;
  const wanted = slots.wanted[0]?.word === 'be' ? slots.wanted.slice(1) : slots.wanted;
  const small = smalls.has(first.word) ? { ...first, text: first.text.toLowerCase() } : first;
  const rest = clause.slice(window);
  return {
    tokens: [asWord('make'), ...spaced([small, ...subject.slice(1)]), ...wanted, ...rest],
    confidence: 0.75,
  };
}

/** "florbnicate the cart": a word before an object, taken for a verb that is not known. */
function readUnknownVerb(clause: readonly Token[]): ReadCommand | null {
  const [first, second] = clause;
  if (clause.length < 3 || first?.kind !== 'word' || persons.has(first.word) || isSymbol(second)) return null;
  const isVerb = /^\p{L}[\p{L}-]{1,30}$/u.test(first.text) && objects.has(second?.word ?? '') && !noVerbs.has(first.word);
  return isVerb ? { tokens: clause, confidence: 0.6 } : null;
}

const objects: ReadonlySet<string> = new Set('the a an all every our my your this that these those it'.split(' '));
const noVerbs: ReadonlySet<string> = new Set(
  'in on at for with of by as and or but is are was were be not from to than like about into over under all both only even yes no okay that what why how who when where which if because since while'.split(
    ' ',
  ),
);
