import {
  againAloud,
  around,
  askingLead,
  halt,
  hush,
  hushAloud,
  sayAgain,
  stopListening,
} from '../grammar/to-the-voice.ts';
import { matchStart, type Phrase, saysAny } from '../language/phrases.ts';
import { isSaid, isSymbol, type Token } from '../language/tokens.ts';
import { readCourtesy } from './courtesy.ts';

/** What is wanted of the voice that answers. `halt` may be meant for the work instead. */
export type ToTheVoice = 'stop_listening' | 'again' | 'hush' | 'halt';

const maxWords = 20;
type Source = 'chat' | 'voice';

/** In the order of what is done where several are said. */
const kinds: readonly (readonly [ToTheVoice, readonly Phrase[], Source | null])[] = [
  ['stop_listening', stopListening, null],
  ['again', sayAgain, null],
  ['again', againAloud, 'voice'],
  ['hush', hush, null],
  ['hush', hushAloud, 'voice'],
  ['halt', halt, 'voice'],
];
const order = kinds.map(([kind]) => kind);

/** What words want of the voice where they want nothing else. */
export function readToTheVoice(tokens: readonly Token[], source: Source): ToTheVoice | null {
  if (tokens.filter(isSaid).length > maxWords) return null;
  const read = partsOf(tokens).map((part) => readPart(part, source));
  if (read.includes(null)) return null;
  return order.find((kind) => read.includes(kind)) ?? null;
}

/** Silence that is asked for beside something else. */
export function readHush(tokens: readonly Token[]): 'hush' | 'stop_listening' | null {
  const wanted = readToTheVoice(tokens, 'chat');
  return wanted === 'hush' || wanted === 'stop_listening' ? wanted : null;
}

function partsOf(tokens: readonly Token[]): Token[][] {
  const parts: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind === 'break' || isSymbol(token, ',', '.', '!', '?', ';', '...', '-', ':')) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts.filter((part) => part.length > 0);
}

/** `aside` where it asks for nothing; null where it speaks of something else. */
function readPart(part: readonly Token[], source: Source): ToTheVoice | 'aside' | null {
  const inner = withoutAround(part);
  for (const said of [part, inner]) {
    const found = kinds.find(([, phrases, only]) => (only ?? source) === source && saysAny(phrases, said));
    if (found !== undefined) return found[0];
  }
  return inner.length === 0 || readCourtesy(part) !== null ? 'aside' : null;
}

function withoutAround(part: readonly Token[]): readonly Token[] {
  const isAround = ({ word }: Token): boolean => around.has(word);
  const repeated = part.filter(({ word }, at) => part[at - 1]?.word !== word);
  const bare = repeated.slice(startOf(repeated, isAround));
  const asked = bare.slice(matchStart(askingLead, bare.slice(0, 6))?.length ?? 0);
  const kept = asked.slice(startOf(asked, isAround));
  const last = kept.findLastIndex((token) => !isAround(token));
  return kept.slice(0, last + 1);
}

const startOf = (tokens: readonly Token[], isAround: (token: Token) => boolean): number => {
  const start = tokens.findIndex((token) => !isAround(token));
  return start < 0 ? tokens.length : start;
};
