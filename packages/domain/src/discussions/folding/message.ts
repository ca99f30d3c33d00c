import { textOf } from '../protocol/read-reply.ts';
import { similarity, sketchOf } from '../protocol/similarity.ts';
import type { DiscussionState, SaidMessage } from '../state.ts';

/** Half the word triples in common with something said before: nothing new. */
const familiarFrom = 0.5;
const memory = 40;

type Said = Pick<SaidMessage, 'by' | 'turn' | 'purpose' | 'message'>;

/** With one more message at its end. */
export function withMessage(state: DiscussionState, said: Said, movesOn = false): DiscussionState {
  const sketch = sketchOf(said.message.type === 'user' ? said.message.content : textOf(said.message));
  const isNew = state.messages
    .slice(-memory)
    .every((earlier) => similarity(earlier.sketch, sketch) < familiarFrom);
  const message = { ...said, number: state.messages.length + 1, sketch, isNew, movesOn };
  return { ...state, messages: [...state.messages, message] };
}
