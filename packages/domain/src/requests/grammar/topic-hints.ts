import type { Topic } from '@overmind/contracts/entities/request';

type Hint = readonly ['status' | 'ask', Topic, string];

const hints: readonly Hint[] = [
  ['ask', 'why', 'why'],
  ['ask', 'notes', 'notes note'],
  ['ask', 'risks', 'risk risks risky danger dangers bite'],
  ['ask', 'decisions', 'decide decided decision decisions agreed settle settled agreement'],
  ['ask', 'counts', 'tally total count'],
  ['ask', 'focus', 'focus goal goals'],
  ['ask', 'when', 'eta deadline'],
  ['status', 'runners', 'runner runners'],
  ['status', 'review', 'reviews'],
  ['status', 'queue', 'backlog agenda queue'],
  ['status', 'blocked', 'blocker blockers'],
  ['status', 'failed', 'failures'],
];

/** What a question is about that no phrase fits, by one of its words. */
export const topicHints: ReadonlyMap<string, Hint> = new Map(
  hints.flatMap((hint) => hint[2].split(' ').map((word) => [word, hint] as const)),
);
