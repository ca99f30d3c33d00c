import type { DiscussionTurn } from '@overmind/contracts/entities/discussion-room';
import type { RealtimeEvent } from '@overmind/contracts/entities/event';
import type { TransientFrame } from '@overmind/contracts/frames/client';

/** A turn that is being spoken: what has come of it so far. */
export interface LiveTurn {
  turn: number;
  speaker: string;
  attempt: number;
  words: string;
}
export type LiveTurns = ReadonlyMap<number, LiveTurn>;

type TurnFrame = Extract<
  TransientFrame,
  { type: 'agent.typing' | 'agent.response.delta' | 'agent.response.complete' }
>;

export const isTurnFrame = (frame: TransientFrame): frame is TurnFrame =>
  frame.type === 'agent.typing' ||
  frame.type === 'agent.response.delta' ||
  frame.type === 'agent.response.complete';

/** The turn that a message was said in, if it is one of a turn. */
export function turnOf({ type, entity }: RealtimeEvent): number | null {
  const said: unknown = type === 'conversation.message.created' ? entity.patch['said'] : null;
  return typeof said === 'object' && said !== null && 'turn' in said && typeof said.turn === 'number'
    ? said.turn
    : null;
}

export function withoutTurn(turns: LiveTurns, turn: number): LiveTurns {
  if (!turns.has(turn)) return turns;
  const left = new Map(turns);
  left.delete(turn);
  return left;
}

/**
 * The turns that are being spoken after one more frame. A turn that was spoken stays until its message comes, so that
 * nothing flickers.
 */
export function hearFrame(turns: LiveTurns, frame: TurnFrame): LiveTurns {
  const { turn, speaker, attempt } = frame;
  const known = turns.get(turn);
  if (known !== undefined && attempt < known.attempt) return turns;
  if (frame.type === 'agent.response.complete')
    return frame.outcome === 'spoken' ? turns : withoutTurn(turns, turn);
  const before = known?.attempt === attempt ? known.words : '';
  // Words that came while nobody watched are not there: what follows them waits for the whole.
  const isHole = frame.type === 'agent.response.delta' && frame.offset > before.length;
  const words =
    frame.type === 'agent.response.delta' && !isHole ? before.slice(0, frame.offset) + frame.text : before;
  return new Map(turns).set(turn, { turn, speaker, attempt, words });
}

/**
 * Who speaks, by what is on record and by what was heard. Turns that were opened before anybody watched are shown as
 * thinking. A turn that is over on record is over, as the frame that said so may have been lost, or have come before one
 * that was sent earlier.
 */
export function speakingNow(heard: LiveTurns, turns: readonly DiscussionTurn[]): LiveTurns {
  const now = new Map(heard);
  for (const { turn, speaker, attempt, outcome } of turns) {
    if (outcome === 'skipped') now.delete(turn);
    else if (outcome === 'open' && (heard.get(turn)?.attempt ?? 0) < attempt)
      now.set(turn, { turn, speaker, attempt, words: '' });
  }
  return now;
}
