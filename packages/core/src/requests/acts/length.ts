import { maxGoal } from '@overmind/contracts/entities/discussion';
import { AppError } from '@overmind/contracts/errors';

const count = (characters: number): string => characters.toLocaleString('en-US');

/** Words for agents are taken whole or not at all. */
export function requireShort(what: string, words: string): void {
  const { length } = words.trim();
  if (length <= maxGoal) return;
  throw new AppError(
    'rule_violated',
    `${what} has at most ${count(maxGoal)} characters, and this has ${count(length)}. Nothing was changed: say it shorter.`,
    { rule: 'discussion.too_long' },
  );
}
