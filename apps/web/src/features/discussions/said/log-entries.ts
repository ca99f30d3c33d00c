import type { DiscussionPhase } from '@overmind/contracts/entities/discussion';
import type { DiscussionMessage, DiscussionTurn } from '@overmind/contracts/entities/discussion-room';
import type { LiveTurn, LiveTurns } from '../live/live-turns.ts';

export type LogEntry = { key: string } & (
  | { kind: 'phase'; phase: DiscussionPhase }
  | { kind: 'round'; round: number }
  | { kind: 'message'; message: DiscussionMessage }
  | { kind: 'asked_below'; message: DiscussionMessage }
  | { kind: 'skipped'; turn: DiscussionTurn }
  | { kind: 'live'; live: LiveTurn }
);

export interface LogInput {
  /** In the order in which they were said. */
  messages: readonly DiscussionMessage[];
  turns: readonly DiscussionTurn[];
  live: LiveTurns;
  /** The first message that is there is the first one of all. */
  isWhole: boolean;
  /** The questions that are open stand where they are answered, and are only pointed to here. */
  isAskedBelow: boolean;
}

/** What a reader sees from top to bottom: phases and votes as they begin, messages, turns passed over, who speaks now. */
export function logEntries({ messages, turns, live, isWhole, isAskedBelow }: LogInput): LogEntry[] {
  const entries: LogEntry[] = [];
  const spoken = new Set(messages.map(({ said }) => said.turn));
  const skipped = skippedAmong(turns, messages, isWhole);
  const openId = isAskedBelow ? messages.findLast(({ said }) => said.asked !== null)?.id : undefined;
  let phase: DiscussionPhase | null = null;
  let round = 0;
  const enter = (next: { phase: DiscussionPhase; round: number }) => {
    if (next.phase !== phase) entries.push({ kind: 'phase', key: `phase ${next.phase}`, phase: next.phase });
    if (next.round > round) entries.push({ kind: 'round', key: `round ${next.round}`, round: next.round });
    phase = next.phase;
    round = Math.max(round, next.round);
  };
  const skipBefore = (turn: number) => {
    for (let at = skipped[0]; at !== undefined && at.turn < turn; at = skipped[0]) {
      enter(at);
      entries.push({ kind: 'skipped', key: `turn ${at.turn}`, turn: at });
      skipped.shift();
    }
  };
  for (const message of messages) {
    if (message.said.turn !== null) skipBefore(message.said.turn);
    enter(message.said);
    entries.push({
      kind: message.id === openId ? 'asked_below' : 'message',
      ...{ key: message.id, message },
    });
  }
  skipBefore(Number.POSITIVE_INFINITY);
  for (const each of [...live.values()].sort((one, other) => one.turn - other.turn))
    if (!spoken.has(each.turn)) entries.push({ kind: 'live', key: `live ${each.turn}`, live: each });
  return entries;
}

/** Those from before the first message that is there belong to a page that is not. */
function skippedAmong(
  turns: readonly DiscussionTurn[],
  messages: readonly DiscussionMessage[],
  isWhole: boolean,
): DiscussionTurn[] {
  const first = isWhole ? 0 : (messages.find(({ said }) => said.turn !== null)?.said.turn ?? 0);
  return turns
    .filter(({ outcome, turn }) => outcome === 'skipped' && turn >= first)
    .sort((one, other) => one.turn - other.turn);
}
