import { persons } from '../grammar/statements.ts';
import { determiners } from '../grammar/verbs.ts';
import {
  askedChanges,
  comparing,
  conditionalWishes,
  doers,
  noChanges,
  proposals,
  things,
  wishes,
} from '../grammar/wishes.ts';
import { toActive } from '../language/active.ts';
import { stripClutter } from '../language/clutter.ts';
import { readCommand } from '../language/commands.ts';
import { matchPhrase, matchStart } from '../language/phrases.ts';
import { isSaid, type Token, wordToken } from '../language/tokens.ts';
import { verbOfPast } from '../language/verb-forms.ts';
import { readBehaviour } from './behaviour.ts';
import { lowered, type ReadCommand, spaced } from './command-form.ts';
import { readDemand, wants } from './demand.ts';
import { wayTo } from './notes.ts';

const window = 18;
const modals: ReadonlySet<string> = new Set(
  'could can would should might simply just also please all'.split(' '),
);

/** What is wished rather than told: "we need a footer", "it'd be great if …", "could the logo be bigger?". */
export function readWish(said: readonly Token[]): ReadCommand | null {
  return (
    readConditional(said) ??
    readProposal(said) ??
    readAskedChange(said) ??
    readBehaviour(said) ??
    readThing(said) ??
    readPlainWish(said)
  );
}

/** "It would be nice if we ran the tests", "… if the menu stayed open". */
function readConditional(said: readonly Token[]): ReadCommand | null {
  const begun = matchStart(conditionalWishes, said.slice(0, window));
  if (begun === null || begun.length >= said.length) return null;
  const rest = said.slice(begun.length);
  const done = doers.has(rest[0]?.word ?? '') ? asCommand(rest.slice(1)) : null;
  if (done !== null) return { tokens: done, confidence: 0.8 };
  const active = toActive(rest);
  if (active !== null && readCommand(active) !== null) return { tokens: active, confidence: 0.8 };
  if (rest.filter(isSaid).length < 2 || idle.has(rest[0]?.word ?? '')) return null;
  return { tokens: [wordToken('ensure'), wordToken('that'), ...spaced(rest)], confidence: 0.8 };
}

/** Wishes about persons are small talk: "I wish he were here". */
const idle: ReadonlySet<string> = new Set('he she they him her to i'.split(' '));

function readProposal(said: readonly Token[]): ReadCommand | null {
  const begun = matchStart(proposals, said.slice(0, 6));
  if (begun === null || !doers.has(said[begun.length]?.word ?? '')) return null;
  const command = asCommand(said.slice(begun.length + 1));
  return command === null ? null : { tokens: command, confidence: 0.75 };
}

/** "made the bar sticky", "could run the tests" as a command. */
function asCommand(words: readonly Token[]): readonly Token[] | null {
  const at = words.findIndex(({ word }) => !modals.has(word));
  const [first, ...rest] = words.slice(Math.max(0, at));
  if (first === undefined || rest.length === 0 || rest[0]?.word === 'not') return null;
  const past = verbOfPast(first.word);
  if (past !== null) return [wordToken(past), ...rest];
  return readCommand([first, ...rest]) === null ? null : [first, ...rest];
}

const maxSubject = 9;
const aboutTheBoard: ReadonlySet<string> = new Set(
  'task tasks agent agents orchestrator run runs runner runners queue project'.split(' '),
);

/** "Could the search box be wider?"; after "can" a comparison or "please" tells the wish from the question. */
export function readAskedChange(said: readonly Token[], isPolite = false): ReadCommand | null {
  const { subject = [], wanted = [] } = firstSlots(said) ?? {};
  const [first] = subject;
  if (first === undefined || wanted.length === 0 || subject.length > maxSubject) return null;
  const isOther =
    persons.has(first.word) || subject.some(isOfTheBoard) || noChanges.has(wanted[0]?.word ?? '');
  const [verb, toBe] = [said[0]?.word, said[said.length - wanted.length - 1]?.word ?? ''];
  const isWish =
    isPolite ||
    verb !== 'can' ||
    toBe === 'get' ||
    isComparing(wanted) ||
    said.some(({ word }) => comparing.has(word));
  if (isOther || !isWish) return null;
  if (toBe !== 'be' && toBe !== 'become') {
    const give = toBe === 'get' || toBe === 'have' ? 'give' : 'make';
    return {
      tokens: [wordToken(give), ...spaced(subject), ...(give === 'make' ? [wordToken(toBe)] : []), ...wanted],
      confidence: 0.75,
    };
  }
  const active =
    verbOfPast(wanted[0]?.word ?? '') === null
      ? null
      : toActive([...subject, wordToken('must'), wordToken('be'), ...wanted]);
  return { tokens: active ?? [wordToken('make'), ...spaced(subject), ...wanted], confidence: 0.75 };
}

const isOfTheBoard = ({ kind, word }: Token): boolean =>
  kind === 'key' || kind === 'mention' || aboutTheBoard.has(word);
const isComparing = (wanted: readonly Token[]): boolean =>
  wanted.some(({ word }) => /^[a-z]{3,12}er$/.test(word));

function firstSlots(said: readonly Token[]) {
  for (const phrase of askedChanges) {
    const slots = matchPhrase(phrase, said.slice(0, 60));
    if (slots !== null) return slots;
  }
  return null;
}

const unnamed: ReadonlySet<string> = new Set(
  'that it this what which how when where who he she they there'.split(' '),
);

/** "A banner for the sale would be nice" as "add a banner for the sale". */
function readThing(said: readonly Token[]): ReadCommand | null {
  if (said.length > maxThing || unnamed.has(said[0]?.word ?? '') || said.some(isOfTheBoard)) return null;
  const what = things.map((phrase) => matchPhrase(phrase, said)?.what).find((slot) => slot !== undefined);
  if (what === undefined || what.some(({ word }) => word === 'if') || readCommand(what) !== null) return null;
  return { tokens: [wordToken('add'), ...lowered(what)], confidence: 0.75 };
}
const maxThing = 30;

/** "They want to know …" asks. */
const knowing: ReadonlySet<string> = new Set('know hear understand'.split(' '));

const times: ReadonlySet<string> = new Set(['today', 'now', 'currently', 'next', 'tomorrow']);
/** "Today I need a banner" */
const withoutTime = (said: readonly Token[]): readonly Token[] =>
  times.has(said[0]?.word ?? '') && persons.has(said[1]?.word ?? '') ? said.slice(1) : said;

function readPlainWish(clause: readonly Token[]): ReadCommand | null {
  const said = withoutTime(clause);
  if (said[1]?.word === 'need' && said[2]?.word === 'not') return null;
  const wish = matchStart(wishes, said.slice(0, window));
  if (wish === null || said.length <= wish.length) return null;
  const wished = said.slice(wish.length);
  if (wished[0]?.word === 'to' && knowing.has(wished[1]?.word ?? '')) return null;
  const bare = stripClutter(wished);
  return readWished(bare.length < wished.length && readCommand(bare) !== null ? bare : wished);
}

function readWished(wished: readonly Token[]): ReadCommand {
  const [first] = wished;
  const rest = first?.word === 'to' || first?.word === 'that' ? wished.slice(1) : wished;
  if (first?.word === 'to' && readCommand(rest) === null) return { tokens: wayTo(rest), confidence: 0.8 };
  if (first?.word === 'that') return { tokens: [wordToken('ensure'), ...spaced(wished)], confidence: 0.8 };
  const active = toActive(wished);
  if (active !== null && readCommand(active) !== null) return { tokens: active, confidence: 0.8 };
  const asked = readDemand(wished, wants);
  if (asked !== null) return asked;
  return readCommand(rest) !== null &&
    (rest !== wished || wished[1] === undefined || determiners.has(wished[1].word))
    ? { tokens: rest, confidence: 0.85 }
    : { tokens: [wordToken('add'), ...spaced(wished)], confidence: 0.8 };
}
