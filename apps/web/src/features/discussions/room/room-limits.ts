import type { Discussion } from '@overmind/contracts/entities/discussion-room';
import { costWords, countWords } from '#lib/numbers.ts';
import { room as text } from '#text/discussions.ts';
import type { LimitUse } from './limits-used.tsx';

const minuteMs = 60_000;

/** What of each limit a discussion has used, in words and numbers. */
export function usesOf({ used, settings: { limits } }: Discussion): LimitUse[] {
  const use = (name: string, spent: number, most: number, words: LimitUse['words'] = String): LimitUse => ({
    ...{ name, used: spent, most, words },
  });
  const minutes = (value: number) => String(Math.floor(value));
  return [
    use(text.turns, used.turns, limits.turns),
    use(text.minutes, used.active_ms / minuteMs, limits.minutes, minutes),
    use(text.tokens, used.tokens, limits.tokens, countWords),
    use(text.money, used.cost_micros, limits.cost_micros, costWords),
    use(text.rounds, used.rounds, limits.rounds),
    use(text.questions, used.user_questions, limits.user_questions),
  ];
}
