import { asides, closings, hesitations, openings } from '../grammar/clutter.ts';
import { matchStart, saysAny } from './phrases.ts';
import { isSaid, isSymbol, type Token, trimMarks } from './tokens.ts';

/** Without hesitation: "run, uh, the tests" is "run the tests". */
export function stripHesitations(said: readonly Token[]): Token[] {
  const kept: Token[] = [];
  const tokens = withoutRepeats(said);
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (token === undefined) break;
    const aside = asideLength(tokens, at);
    const isSound = token.kind === 'word' && hesitations.has(token.word);
    if (aside === 0 && !isSound) {
      kept.push(token);
      continue;
    }
    at += Math.max(aside, 1) - 1;
    if (isSymbol(tokens[at + 1], ',', '...', '.') && !isSentenceEnd(tokens, at + 1)) at++;
    if (isSymbol(kept.at(-1), ',', '...')) kept.pop();
  }
  return kept;
}

/** "What's, what's running" is said once. */
function withoutRepeats(said: readonly Token[]): readonly Token[] {
  const sounds = said.filter(
    (token) => token.kind !== 'word' || !hesitations.has(token.word) || said.length > maxRepeats,
  );
  const isRepeat = (at: number, length: number): boolean =>
    sounds
      .slice(at, at + length)
      .every(({ kind, word }, ahead) => kind === 'word' && word === sounds[at + length + ahead]?.word);
  const kept: Token[] = [];
  for (let at = 0; at < sounds.length; at++) {
    if (isRepeat(at, 2) && at + 3 < sounds.length) at++;
    else if (!isRepeat(at, 1) || at + 1 >= sounds.length) kept.push(...sounds.slice(at, at + 1));
  }
  return sounds.length > maxRepeats ? said : kept;
}
const maxRepeats = 200;

/** A mark after which a new sentence stands ends one; "um." in the middle of speech does not. */
function isSentenceEnd(tokens: readonly Token[], at: number): boolean {
  return isSymbol(tokens[at], '.') && /^\p{Lu}/u.test(tokens[at + 1]?.text ?? 'A');
}

const longestAside = 4;

/** How many tokens an aside between two commas takes here, 0 for none. */
function asideLength(tokens: readonly Token[], at: number): number {
  if (!isSymbol(tokens[at - 1], ',', '...')) return 0;
  const length =
    [...Array(longestAside).keys()].findIndex((ahead) => isSymbol(tokens[at + ahead + 1], ',')) + 1;
  return length > 0 && saysAny(asides, tokens.slice(at, at + length)) ? length : 0;
}

/** A clause without what is said around the thing asked for: "hey, could you please … for me". */
export function stripClutter(clause: readonly Token[]): readonly Token[] {
  let rest = trimMarks(clause);
  for (let layer = 0; layer < maxLayers; layer++) {
    const shorter = stripClosing(stripOpening(rest));
    if (shorter.length === rest.length) return rest;
    rest = shorter;
  }
  return rest;
}

const maxLayers = 12;

const window = 16;

/** The clause itself when nothing would remain. */
export function stripOpening(clause: readonly Token[]): readonly Token[] {
  const length = matchStart(openings, clause.slice(0, window))?.length ?? 0;
  const rest = trimMarks(clause.slice(length));
  return length > 0 && rest.some(isSaid) ? rest : clause;
}

function stripClosing(clause: readonly Token[]): readonly Token[] {
  const most = Math.min(6, clause.length - 1);
  for (let length = most; length > 0; length--) {
    const isClosing = saysAny(closings, clause.slice(-length));
    const rest = trimMarks(clause.slice(0, -length));
    if (isClosing && rest.some(isSaid)) return rest;
  }
  return clause;
}
