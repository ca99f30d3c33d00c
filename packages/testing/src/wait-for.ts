import { setTimeout as delay } from 'node:timers/promises';
import { inspect } from 'node:util';

const POLL_MS = 15;

/**
 * Polls until the condition gives something truthy, and resolves with it. A condition that throws is not met yet.
 * The time limit ends what hangs and measures nothing: then it rejects with what was waited for and the last value
 * or error seen.
 */
export async function waitFor<Value>(
  condition: () => Value | Promise<Value>,
  { what, timeoutMs = 240_000 }: { what: string; timeoutMs?: number },
): Promise<Exclude<Value, false | null | undefined | 0 | ''>> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const attempt = await attemptOnce(condition);
    if ('value' in attempt && attempt.value)
      return attempt.value as Exclude<Value, false | null | undefined | 0 | ''>;
    if (Date.now() >= deadline) throw timedOut(what, timeoutMs, attempt);
    await delay(POLL_MS);
  }
}

type Attempt<Value> = { value: Value } | { error: unknown };

async function attemptOnce<Value>(condition: () => Value | Promise<Value>): Promise<Attempt<Value>> {
  try {
    return { value: await condition() };
  } catch (error) {
    return { error };
  }
}

function timedOut(what: string, timeoutMs: number, last: Attempt<unknown>): Error {
  const seen = 'error' in last ? `it last failed with ${last.error}` : `it was last ${inspect(last.value)}`;
  return new Error(
    `Waited ${timeoutMs} ms for ${what}; ${seen}`,
    'error' in last ? { cause: last.error } : {},
  );
}
