import type { TaskStatus } from '@overmind/contracts/entities/task';

export interface Named {
  key: string;
  title: string;
}

export const statusPhrases: Record<TaskStatus, string> = {
  queued: 'is queued',
  in_progress: 'is running',
  blocked: 'is blocked',
  needs_review: 'is waiting for your review',
  done: 'is done',
  failed: 'has failed',
  canceled: 'is canceled',
};

/** Only what departs from the usual is said. */
export const priorityWords: Readonly<Record<number, string>> = {
  1: 'urgent',
  2: 'high priority',
  4: 'low priority',
  5: 'when there is time',
};

/** What can be said, with a task of the project in the examples. */
export const tellHelp = (key: string): string =>
  [
    'Tell me what to do, and I make tasks of it: "run the tests, then fix the login bug (urgent)".',
    `- **Ask**: "what's running?", "why did ${key} fail?", "what did ${key} change?"`,
    `- **Steer**: "cancel ${key}", "retry it", "approve ${key}", "make ${key} urgent", "pause", "undo"`,
    `- **Agents**: "@backend add a health route", "give ${key} to qa", "disable the frontend agent"`,
    '- **Discuss**: "discuss whether we need a cache", "turn the decision into tasks", "write a spec for payments"',
    '- **Commands**: /status, /run, /cancel, /retry, /approve, /help',
  ].join('\n');

export const named = ({ key, title }: Named): string => `**${key}** ${title}`;

/** "a, b and c". */
export function joined(parts: readonly string[], word: 'and' | 'or' = 'and'): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} ${word} ${last}`;
}

const maxNamed = 5;

/** Up to five names, and how many more there are. */
export function joinedNames(tasks: readonly Named[]): string {
  const names = tasks.slice(0, maxNamed).map(tasks.length > 2 ? ({ key }) => `**${key}**` : named);
  const more = tasks.length - names.length;
  return joined(more > 0 ? [...names, `${more} more`] : names);
}

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

const maxShortLength = 200;

/** The first line of a text, cut between characters where it is long. */
export function shorten(text: string, maxLength = maxShortLength): string {
  const line =
    text
      .trim()
      .split(/[\r\n]/, 1)[0]
      ?.trim() ?? '';
  const characters = [...line.slice(0, maxLength * 4)];
  return characters.length <= maxLength
    ? line
    : `${characters
        .slice(0, maxLength - 1)
        .join('')
        .trimEnd()}…`;
}

/** As a sentence: one full stop at its end. */
export const sentence = (text: string): string => {
  const short = shorten(text).replace(/[.\s]+$/, '');
  return short === '' || /[!?…]$/.test(short) ? short : `${short}.`;
};

export const capitalized = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
