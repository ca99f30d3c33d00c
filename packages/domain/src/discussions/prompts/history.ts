import type { History } from '../../models/history.ts';
import { estimateTokens } from '../../models/tokens.ts';
import type { DiscussionState, Turn } from '../state.ts';
import { type ContextPart, contextOf, latestTitle, voteTitle } from './context.ts';

/*
 * What a turn is shown, in the parts that a model with little room gets less of: the last vote stands for what was
 * decided, and of the latest messages, a turn each, the earlier ones are left out. The summary is of what came before
 * all of them, so it is no stand-in for these and stays in the head.
 */
export function historyOf(
  state: DiscussionState,
  turn: Turn,
  { system, chars = state.settings.context_chars }: { system: string; chars?: number },
): History {
  const parts = contextOf(state, turn, chars);
  const latest = parts.find(({ title }) => title === latestTitle);
  const vote = parts.find(({ title }) => title === voteTitle);
  const head = parts.filter((part) => part !== latest && part !== vote).map(rendered);
  const turns = (latest?.lines ?? []).map((line) => ({ role: 'user' as const, text: fenced([line]) }));
  const heading = latest === undefined ? [] : [`## ${latestTitle}`];
  return {
    system,
    task: joined(vote === undefined ? [...head, ...heading] : head),
    decisionRecord: vote === undefined ? null : joined([rendered(vote), ...heading]),
    ...{ turns, summary: null },
  };
}

/** The same for a model that has no room for the head of it, in so much less as it takes; never without the goal. */
export function tighterHistory(
  state: DiscussionState,
  turn: Turn,
  { system, roomTokens }: { system: string; roomTokens: number },
): History {
  let chars = state.settings.context_chars;
  for (;;) {
    const history = historyOf(state, turn, { system, chars });
    if (tokensOf(history) <= roomTokens - reserve || chars < fewestChars) return history;
    chars = Math.floor(chars / 2);
  }
}

const fewestChars = 500;
/** For what stands between messages and for the line that says how many are missing. */
const reserve = 64;

const tokensOf = ({ system, task, decisionRecord, turns }: History): number =>
  [system, task, decisionRecord ?? '', turns.at(-1)?.text ?? ''].reduce(
    (sum, text) => sum + estimateTokens(text),
    0,
  );

/** All that a history says beside the system's words. */
export const contextText = ({ task, decisionRecord, turns }: History): string =>
  joined([task, ...(decisionRecord === null ? [] : [decisionRecord]), ...turns.map(({ text }) => text)]);

const rendered = ({ title, lines }: ContextPart): string => `## ${title}\n${fenced(lines)}`;
const fenced = (lines: readonly string[]): string => `\`\`\`json\n${lines.join('\n')}\n\`\`\``;
const joined = (texts: readonly string[]): string => texts.join('\n\n');
