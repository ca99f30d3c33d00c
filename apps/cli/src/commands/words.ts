import { text as readAll } from 'node:stream/consumers';
import { exitCodes, Failure } from '../failure.ts';

/** What a person says: in the arguments, else from a pipe. Throws with the example when it is nothing. */
export async function readWords(words: readonly string[], example: string): Promise<string> {
  const isPiped = words.length === 0 && !process.stdin.isTTY;
  const text = isPiped ? await readAll(process.stdin) : words.join(' ');
  if (text.trim() === '') throw new Failure(`Say something: ${example}`, exitCodes.usage);
  return text.trim();
}
