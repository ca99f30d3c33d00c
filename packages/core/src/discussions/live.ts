import type { Fault } from '@overmind/contracts/entities/discussion-event';
import type { DiscussionMessage } from '@overmind/contracts/entities/discussion-room';
import type {
  AgentResponseCompleteFrame,
  AgentResponseDeltaFrame,
  AgentTypingFrame,
} from '@overmind/contracts/frames/discussion';
import { wordsSoFar } from '@overmind/domain/discussions/protocol/words-so-far';
import type { Turn } from '@overmind/domain/discussions/state';
import { topics } from '../bus/bus.ts';
import type { Core } from '../core.ts';

const leastMs = 150;
/** Who came later has all of it then. */
const wholeEveryMs = 5_000;

type Frame = AgentTypingFrame | AgentResponseDeltaFrame | AgentResponseCompleteFrame;
type End = Pick<AgentResponseCompleteFrame, 'outcome' | 'fault' | 'message_id'>;

/** Shows a turn to those who watch, while it is spoken. What is lost on the way nobody misses. */
export class LiveTurn {
  readonly #core: Core;
  readonly #discussion: { id: string; project_id: string };
  readonly #turn: Turn;
  #shown = '';
  #shownAt = 0;
  #wholeAt = 0;

  constructor(core: Core, discussion: { id: string; project_id: string }, turn: Turn) {
    this.#core = core;
    this.#discussion = discussion;
    this.#turn = turn;
  }

  begins(): void {
    this.#send({ ...this.#head(), type: 'agent.typing', purpose: this.#turn.purpose });
  }

  /** All that the model wrote up to now. */
  writes(reply: string): void {
    const now = performance.now();
    if (now - this.#shownAt < leastMs) return;
    const words = wordsSoFar(reply);
    if (words === this.#shown) return;
    const isWhole = now - this.#wholeAt >= wholeEveryMs || !words.startsWith(this.#shown);
    const offset = isWhole ? 0 : this.#shown.length;
    this.#send({ ...this.#head(), type: 'agent.response.delta', offset, text: words.slice(offset) });
    if (isWhole) this.#wholeAt = now;
    this.#shownAt = now;
    this.#shown = words;
  }

  ends(end: End): void {
    this.#send({ ...this.#head(), type: 'agent.response.complete', ...end });
  }

  #head() {
    const { turn, attempt, speaker } = this.#turn;
    const { id, project_id } = this.#discussion;
    return { ts: new Date().toISOString(), project_id, conversation_id: id, turn, attempt, speaker };
  }

  #send(frame: Frame): void {
    this.#core.bus.publish(topics.discussing(this.#discussion.project_id), JSON.stringify(frame));
  }
}

export const spokenEnd = (message: DiscussionMessage): End => ({
  ...{ outcome: 'spoken', fault: null, message_id: message.id },
});
export const unspokenEnd = (outcome: 'refused' | 'skipped' | 'dropped', fault: Fault | null): End => ({
  ...{ outcome, fault, message_id: null },
});
