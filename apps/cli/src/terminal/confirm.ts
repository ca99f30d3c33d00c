import { exitCodes, Failure } from '../failure.ts';
import { ask } from './ask.ts';

/** Goes on after a yes, or with `isSure`. Throws otherwise, and where there is nobody to ask. */
export async function confirm(question: string, isSure: boolean): Promise<void> {
  if (isSure) return;
  if (!process.stdin.isTTY)
    throw new Failure(`${question} There is no terminal to ask at: add --yes.`, exitCodes.usage);
  if (/^y(es)?$/i.test(await ask(`${question} [y/N] `))) return;
  throw new Failure('Left as it is.');
}
