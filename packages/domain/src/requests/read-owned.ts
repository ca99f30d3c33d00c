import { askedOutright } from './acts/asked.ts';
import { readControl } from './acts/control.ts';
import { deniesAct } from './acts/denied.ts';
import { meanings } from './grammar/contexts.ts';
import type { Clause } from './language/clauses.ts';
import { matchStart } from './language/phrases.ts';
import { writeOut } from './language/possessives.ts';
import type { Token } from './language/tokens.ts';
import { readAct, type Talk } from './read-act.ts';
import { type Reading, requestReading } from './reading.ts';

/** "What is its status?", "set its priority to two" */
export function readOwned(bare: readonly Token[], clause: Clause, talk: Talk): Reading | null {
  const written = talk.hasWork || readControl(bare, talk.board) !== null ? null : writeOut(bare);
  if (written === null || deniesAct(written, talk.board)) return null;
  const question = askedOutright(written, talk.board);
  return question === null ? readAct(written, clause, talk) : requestReading(question);
}

/** "What is the difference between a runner and an agent?" asks of no task. */
export const asksMeaning = (raw: readonly Token[]): boolean =>
  !raw.some(({ kind }) => kind === 'key') && matchStart(meanings, raw.slice(0, 12)) !== null;
