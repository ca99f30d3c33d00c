import type { Session } from '../../onnx/session.ts';
import { integers, outputOf } from '../../onnx/tensors.ts';
import type { Alphabets } from './model-files.ts';
import type { Guess } from './reading/unknown-words.ts';

/** Reads unknown words by the small network beside the voice, letter by letter. */
export function createGuess(session: Session, alphabets: Alphabets): Guess {
  const ids = new Map(alphabets.in.map((character, index) => [character, index + 1]));
  return async (word) => {
    const known = [...word].flatMap((character) => ids.get(character) ?? []).slice(0, alphabets.maxlen);
    if (known.length === 0) return null;
    const { data } = outputOf(await session.run({ chars: integers(known) }), 'ids');
    // The network says for each place what it hears there, 0 for nothing new (connectionist temporal classification).
    const heard = Array.from(data, Number);
    return heard
      .filter((id, index) => id !== heard[index - 1])
      .map((id) => alphabets.out[id - 1] ?? '')
      .join('');
  };
}
