import { estimateTokens } from './tokens.ts';

export interface Turn {
  role: 'user' | 'assistant';
  text: string;
}

/** What a call has to say, in the order in which it is kept when there is not room for all. */
export interface History {
  system: string;
  task: string;
  /** What was decided so far; null where nothing was. */
  decisionRecord: string | null;
  /** The oldest first. */
  turns: readonly Turn[];
  /** Of turns that may have to be left out; null where there is none. */
  summary: string | null;
}

export interface FittedHistory {
  ok: true;
  system: string;
  messages: Turn[];
  tokens: number;
  droppedTurns: number;
}
interface Unfit {
  ok: false;
  detail: string;
}

/** What each message takes beside its words. */
const messageTokens = 8;
const tokensOf = (text: string): number => estimateTokens(text) + messageTokens;

/**
 * Fits a history into a room of tokens. System, task, decision record and the latest turn are always whole, or it fails;
 * then as many of the latest turns as there is room for, without a gap. What is left out is never left out silently: a
 * summary stands in its place, or, where that has no room or is not there, a line that says how much is missing.
 */
export function fitHistory(history: History, roomTokens: number): FittedHistory | Unfit {
  const { system, turns, summary } = history;
  const head = [history.task, ...(history.decisionRecord === null ? [] : [history.decisionRecord])];
  const fixed = [system, ...head].reduce((sum, text) => sum + tokensOf(text), 0);
  const all = fixed + turns.reduce((sum, { text }) => sum + tokensOf(text), 0);
  if (all <= roomTokens) return fitted(system, head, turns, { tokens: all, dropped: 0 });
  const kept = latestThatFit(turns, roomTokens - fixed - tokensOf(missingLine(turns.length)));
  if (kept.length === 0) return { ok: false, detail: whyUnfit(turns.length === 0 ? fixed : all, roomTokens) };
  const dropped = turns.length - kept.length;
  const used = fixed + kept.reduce((sum, { text }) => sum + tokensOf(text), 0);
  const told = summary === null ? null : `${missingLine(dropped)} In short:\n${summary}`;
  const stand = told !== null && used + tokensOf(told) <= roomTokens ? told : missingLine(dropped);
  return fitted(system, [...head, stand], kept, { tokens: used + tokensOf(stand), dropped });
}

const missingLine = (count: number): string => `(${count} earlier turns of this conversation are left out.)`;
const whyUnfit = (needed: number, room: number): string =>
  `about ${needed} tokens are needed for what may not be left out, and there is room for ${Math.max(0, room)}`;

function latestThatFit(turns: readonly Turn[], room: number): readonly Turn[] {
  let used = 0;
  let from = turns.length;
  for (; from > 0; from--) {
    used += tokensOf(turns[from - 1]?.text ?? '');
    if (used > room) break;
  }
  return turns.slice(from);
}

function fitted(
  system: string,
  head: readonly string[],
  turns: readonly Turn[],
  { tokens, dropped }: { tokens: number; dropped: number },
): FittedHistory {
  const first = head.map((text): Turn => ({ role: 'user', text }));
  return { ok: true, system, messages: [...first, ...turns], tokens, droppedTurns: dropped };
}
