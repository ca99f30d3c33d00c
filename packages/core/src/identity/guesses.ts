import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '@overmind/contracts/errors';
import { type Guesser, takeGuess } from '@overmind/db/queries/identity/guesses';
import type { Core } from '../core.ts';

const windowMs = 15 * 60_000;
const limit = { max: 10, windowMs, judgingMs: 120_000 };
const longestWaitMs = 60_000;

/**
 * Resolves with the guess that may be judged now. Of an account and an address no more than ten are judged at a time,
 * and fewer where some have failed, so that guesses sent all at once are worth no more than the same one by one; right
 * ones only wait for each other. The caller fails it or takes it back.
 */
export async function awaitGuess(core: Core, guesser: Guesser): Promise<string> {
  for (let waitedMs = 0, pauseMs = 20; waitedMs < longestWaitMs; waitedMs += pauseMs) {
    const guess = await takeGuess(core.db, guesser, limit);
    if (guess.verdict === 'taken') return guess.id;
    if (guess.verdict === 'refused') throw tooMany('failed sign-ins. Wait a quarter of an hour', windowMs);
    pauseMs = Math.min(pauseMs * 1.5, 500);
    await delay(pauseMs);
  }
  throw tooMany('sign-ins at once. Wait a moment', 5_000);
}

const tooMany = (what: string, retryAfterMs: number): AppError =>
  new AppError('rate_limited', `Too many ${what} and try again.`, { retryAfterS: retryAfterMs / 1000 });
