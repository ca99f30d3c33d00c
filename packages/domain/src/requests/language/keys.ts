import { readNumber } from './numbers.ts';
import { isSymbol, type Token, wordToken } from './tokens.ts';

export interface SpokenNames {
  /** Prefixes of task keys, e.g. SHOP. */
  prefixes: readonly string[];
  agents: readonly string[];
  isVoice: boolean;
}

const dashes: ReadonlySet<string> = new Set(['-', 'dash', 'hyphen', 'minus', 'number']);
const taskNouns: ReadonlySet<string> = new Set(['task', 'ticket', 'issue', 'card', 'story', 'tasks']);
const numberMarks: ReadonlySet<string> = new Set(['number', 'no', 'nr', 'num', '#', 'id']);
const hashes: ReadonlySet<string> = new Set(['number', 'hash', 'hashtag']);
const chains: ReadonlySet<string> = new Set(['and', 'or', ',', '&', 'plus']);
/** After these a number counts something. */
const units: ReadonlySet<string> = new Set(
  'tasks times hours minutes days weeks seconds of more retries tests percent % items pixels px ms other'.split(
    ' ',
  ),
);
/** Spoken apart, written together. */
const joined: ReadonlyMap<string, string> = new Map([
  ['front end', 'frontend'],
  ['back end', 'backend'],
  ['q a', 'qa'],
  ['read me', 'readme'],
]);

interface Written {
  token: Token;
  length: number;
}

/** Writes what was spoken as it is written: "shop dash twelve" as SHOP-12, "p one" as P1, "front end" as one word. */
export function writeKeys(tokens: readonly Token[], names: SpokenNames): Token[] {
  const written: Token[] = [];
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at];
    if (token === undefined) break;
    const found =
      keyAt(tokens, at, names.prefixes) ??
      numberAfter(tokens, at, written, names.prefixes) ??
      levelAt(tokens, at) ??
      joinedAt(tokens, at) ??
      (names.isVoice ? mentionAt(tokens, at, names.agents) : null);
    written.push(found?.token ?? token);
    at += found?.length ?? 1;
  }
  return written;
}

const keyToken = (text: string, isSpaced: boolean): Token => ({
  kind: 'key',
  text,
  word: text.toLowerCase(),
  isSpaced,
});

function keyAt(tokens: readonly Token[], at: number, prefixes: readonly string[]): Written | null {
  const token = tokens[at];
  if (token === undefined) return null;
  const whole = /^([a-z][a-z0-9]{0,9})-(\d{1,9})$/i.exec(token.text);
  if (token.kind === 'word' && whole !== null) {
    const [, prefix = '', number = ''] = whole;
    const isKnown =
      prefixes.length > 0 ? prefixes.includes(prefix.toUpperCase()) : prefix === prefix.toUpperCase();
    return isKnown
      ? { token: keyToken(`${prefix.toUpperCase()}-${number}`, token.isSpaced), length: 1 }
      : null;
  }
  const prefix = prefixes.find((known) => known.toLowerCase() === token.word);
  if (token.kind === 'key' && token.text.startsWith('#') && prefixes[0] !== undefined)
    return { token: keyToken(`${prefixes[0]}-${token.text.slice(1)}`, token.isSpaced), length: 1 };
  const run = /^([a-z]{2,10})(\d{1,9})$/.exec(token.word);
  const [, host = '', digits = ''] = run ?? [];
  const joined = prefixes.find((known) => known.toLowerCase() === host);
  if (joined !== undefined && token.kind === 'word')
    return { token: keyToken(`${joined}-${digits}`, token.isSpaced), length: 1 };
  if (prefix === undefined) return null;
  const skip = dashes.has(tokens[at + 1]?.word ?? '') ? 1 : 0;
  const number = readNumber(tokens, at + 1 + skip);
  return number === null
    ? null
    : { token: keyToken(`${prefix}-${number.value}`, token.isSpaced), length: 1 + skip + number.length };
}

/** "task number four", "number four", "SHOP-12 and 13". */
function numberAfter(
  tokens: readonly Token[],
  at: number,
  written: readonly Token[],
  [prefix]: readonly string[],
): Written | null {
  const token = tokens[at];
  const isMark = hashes.has(token?.word ?? '') || numberMarks.has(token?.word ?? '');
  const last = written.at(-1);
  const isNamed = taskNouns.has(last?.word ?? '');
  const isChained = chains.has(last?.word ?? '') && written.at(-2)?.kind === 'key';
  const skip = isMark && (isNamed || isChained || hashes.has(token?.word ?? '')) ? 1 : 0;
  if (token === undefined || (!isNamed && !isChained && skip === 0)) return null;
  const number = readNumber(tokens, at + skip);
  if (number === null || (skip === 0 && units.has(tokens[at + number.length]?.word ?? ''))) return null;
  const text = prefix === undefined ? `#${number.value}` : `${prefix}-${number.value}`;
  return { token: keyToken(text, token.isSpaced), length: skip + number.length };
}

/** "p one" and "priority one" as P1. */
function levelAt(tokens: readonly Token[], at: number): Written | null {
  const token = tokens[at];
  if (token?.word !== 'p' && token?.word !== 'priority') return null;
  const skip = tokens[at + 1]?.word === 'of' || isSymbol(tokens[at + 1], ':', '=') ? 1 : 0;
  const number = readNumber(tokens, at + 1 + skip);
  if (number === null || number.value < 1 || number.value > 5) return null;
  return { token: wordToken(`P${number.value}`, token.isSpaced), length: 1 + skip + number.length };
}

function joinedAt(tokens: readonly Token[], at: number): Written | null {
  const [one, other] = [tokens[at], tokens[at + 1]];
  const word = joined.get(`${one?.word} ${other?.word}`) ?? hyphenated.get(one?.word ?? '');
  if (one === undefined || word === undefined) return null;
  if (word === 'readme' && (at === 0 || told.has(tokens[at + 2]?.word ?? ''))) return null;
  const length = hyphenated.has(one.word) ? 1 : 2;
  const text = length === 1 ? one.text : `${one.text} ${other?.text}`;
  return { token: { ...one, text, word }, length };
}
/** "Read me the notes" */
const told: ReadonlySet<string> = new Set('the a an all what my our your this that it out'.split(' '));
const hyphenated: ReadonlyMap<string, string> = new Map([
  ['front-end', 'frontend'],
  ['back-end', 'backend'],
]);

/** "At backend add a route": a name that is called, spoken. */
function mentionAt(tokens: readonly Token[], at: number, agents: readonly string[]): Written | null {
  const isStart = at === 0 || isSymbol(tokens[at - 1], ',', '.');
  const name = agents.find((agent) => agent === tokens[at + 1]?.word);
  if (tokens[at]?.word !== 'at' || !isStart || name === undefined) return null;
  return { token: { kind: 'mention', text: `@${name}`, word: `@${name}`, isSpaced: true }, length: 2 };
}
