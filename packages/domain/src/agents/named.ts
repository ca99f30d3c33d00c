import { addressesAfter, addressesBefore } from '../requests/grammar/addresses.ts';
import { type Lexicon, matchPhrase, matchStart } from '../requests/language/phrases.ts';
import { tidy } from '../requests/language/tidy.ts';
import { isSaid, render, type Token, tokenise, trimMarks } from '../requests/language/tokens.ts';

interface Named {
  name: string;
  role: string;
}

export interface AgentReading {
  /** Name of the agent that shall do the work; null when none is named. */
  agent: string | null;
  /** The words without those that name it. */
  rest: readonly Token[];
}

/** An agent is named in the first words or the last. */
const window = 14;
/** A name further on belongs to a text that is quoted. */
const maxLength = 4_000;

/** The agent that words name as the one to do the work: "@qa", "ask qa to …", "… with the qa agent". */
export function readNamedAgent(tokens: readonly Token[], agents: readonly Named[]): AgentReading {
  const lexicon = lexiconOf(agents);
  const before = matchStart(addressesBefore, tokens.slice(0, window), lexicon);
  const rest = before === null ? tokens : trimMarks(tokens.slice(before.length));
  if (before !== null && rest.some(isSaid)) return { agent: nameIn(before.slots, agents), rest };
  for (let length = Math.min(window, tokens.length - 1); length > 0; length--) {
    const at = tokens.length - length;
    const slots = firstMatch(tokens.slice(at), lexicon);
    if (slots !== null) return { agent: nameIn(slots, agents), rest: trimMarks(tokens.slice(0, at)) };
  }
  const mention = tokens.findIndex((token) => isMention([token], agents));
  return mention < 0
    ? { agent: null, rest: tokens }
    : {
        agent: nameIn({ mention: tokens.slice(mention, mention + 1) }, agents),
        rest: [...tokens.slice(0, mention), ...tokens.slice(mention + 1)],
      };
}

function firstMatch(tail: readonly Token[], lexicon: Lexicon) {
  for (const phrase of addressesAfter) {
    const slots = matchPhrase(phrase, tail, lexicon);
    if (slots !== null) return slots;
  }
  return null;
}

const wordOf = (token: Token | undefined): string => (token?.word ?? '').replace(/^@/, '');
const isMention = ([token, more]: readonly Token[], agents: readonly Named[]): boolean =>
  token?.kind === 'mention' &&
  more === undefined &&
  agents.some(({ name }) => name.toLowerCase() === wordOf(token));

function lexiconOf(agents: readonly Named[]): Lexicon {
  const isName = (token: Token | undefined): boolean =>
    agents.some(({ name }) => name.toLowerCase() === wordOf(token));
  return {
    mention: (words) => isMention(words, agents),
    bare: ([first, second, third, more]) =>
      second === undefined
        ? isName(first)
        : first?.word === 'the' && isName(second) && third?.word === 'agent' && more === undefined,
    name: ([first, second, third, more]) => {
      if (more !== undefined) return false;
      if (second === undefined) return isName(first);
      if (first?.word !== 'the') return third === undefined && isName(first) && second.word === 'agent';
      return isName(second) && (third === undefined || third.word === 'agent');
    },
  };
}

function nameIn(slots: Readonly<Record<string, readonly Token[]>>, agents: readonly Named[]): string | null {
  const words = (slots.name ?? slots.bare ?? slots.mention ?? []).map(wordOf);
  return agents.find(({ name }) => words.includes(name.toLowerCase()))?.name ?? null;
}

/** The agent that a text names as the one to do the work; null for none. */
export function findNamedAgent(text: string, agents: readonly Named[]): string | null {
  return readNamedAgent(tokenise(tidy(text.slice(0, maxLength))), agents).agent;
}

/** A text without the words that name an agent. */
export function stripAgent(text: string, agents: readonly Named[]): string {
  return render(readNamedAgent(tokenise(tidy(text)), agents).rest);
}
