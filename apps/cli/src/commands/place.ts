import { exitCodes, Failure } from '../failure.ts';

/** A line of a file, as `src/cart.ts:42`. Throws what a person can act on. */
export function readPlace(place: string): { file: string; line: number } {
  const [, file, line] = /^(.+):(\d{1,8})$/.exec(place) ?? [];
  if (file === undefined || Number(line) < 1)
    throw new Failure('Give a file and the number of a line, such as src/cart.ts:42.', exitCodes.usage);
  return { file, line: Number(line) };
}
