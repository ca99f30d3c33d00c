import { anyOf } from './language/phrases.ts';

/** Clear wherever they stand. */
const clearWords: readonly (readonly [number, readonly string[]])[] = [
  [
    4,
    [
      'not urgent',
      "it's not urgent",
      'not important',
      'low priority',
      'low prio',
      'with low priority',
      'lower priority',
    ],
  ],
  [5, ['lowest priority', 'no rush', 'no hurry', "there's no rush", "there's no hurry", 'nice to have']],
  [
    5,
    [
      'when you have time',
      'when you have the time',
      'if you have time',
      'when you get time',
      'when there is time',
    ],
  ],
  [
    5,
    [
      'when you get a chance',
      'when you have a chance',
      'when you find time',
      'at some point',
      'in your spare time',
    ],
  ],
  [
    1,
    [
      'asap',
      'as soon as possible',
      'right away',
      'right now',
      'top priority',
      'highest priority',
      'drop everything',
    ],
  ],
  [
    1,
    [
      'with urgency',
      'with the highest priority',
      'with top priority',
      'immediately',
      'urgently',
      'this is urgent',
    ],
  ],
  [
    1,
    [
      "it's urgent",
      'it is urgent',
      "that's urgent",
      'these are urgent',
      'both are urgent',
      'all urgent',
      'first thing',
    ],
  ],
  [
    2,
    [
      'high priority',
      'with high priority',
      'high prio',
      "it's important",
      'this is important',
      'pretty urgent',
    ],
  ],
  [3, ['normal priority', 'medium priority', 'default priority', 'with normal priority']],
];
/** Words that also describe things ("an urgent badge"): a priority only at an edge, in brackets or before a colon. */
const edgeWords: readonly (readonly [number, readonly string[]])[] = [
  [1, ['urgent', 'very urgent', 'critical', 'emergency', 'blocker', 'super urgent', 'now']],
  [2, ['important', 'high', 'soon']],
  [4, ['low', 'minor']],
  [5, ['whenever', 'someday', 'eventually', 'sometime', 'lowest', 'trivial', 'later']],
];
/** These count only with a bracket, a colon or a comma beside them. */
const weakAlone = new Set(['now', 'high', 'soon', 'low', 'minor', 'later', 'lowest', 'trivial', 'blocker']);

interface Pattern {
  level: number;
  says: RegExp;
}

const before = String.raw`[\s,;-]*[([]?\s*`;
const after = String.raw`\s*[)\]]?\s*[:,-]?`;
const clear: readonly Pattern[] = clearWords.map(([level, phrases]) => ({
  level,
  says: new RegExp(`${before}\\b${anyOf(phrases)}\\b${after}`, 'i'),
}));
const edges: readonly Pattern[] = edgeWords.flatMap(([level, phrases]) => {
  const said = anyOf(phrases);
  const strong = phrases.filter((phrase) => !weakAlone.has(phrase));
  const marked = [
    `[\\s,;-]*[([]\\s*${said}\\s*[)\\]]`,
    `^${said}\\s*[:!]\\s*`,
    `[,;-]\\s*${said}(?=[\\s.!]*$)`,
  ];
  const bare =
    strong.length === 0 ? [] : [`^${anyOf(strong)}\\s*,\\s*`, `(?:^|[\\s,;-]+)${anyOf(strong)}(?=[\\s.!]*$)`];
  return [...marked, ...bare].map((source) => ({ level, says: new RegExp(source, 'i') }));
});
const numbered = new RegExp(
  `${before}\\b(?:(?:with|at|as|to)\\s+)?(?:p|prio(?:rity)?\\s*:?\\s*)([1-5])\\b${after}`,
  'i',
);
/** A longer part is a pasted text; its words are about something else. */
const maxLength = 1_000;
const describedProblem = /\b(?:urgent|critical) (?:bug|issue|problem|fix|error|outage)\b/i;

export interface Prioritised {
  priority: number | null;
  /** The text without the words that gave the priority. */
  text: string;
}

/** The priority that a part asks for in words, 1 the most urgent; null when it says nothing of it. */
export function readPriority(text: string): Prioritised {
  if (text.length > maxLength) return { priority: null, text };
  const number = numbered.exec(text);
  if (number !== null) return { priority: Number(number[1]), text: without(text, number[0]) };
  for (const { level, says } of [...clear, ...edges]) {
    const match = says.exec(text);
    if (match !== null) return { priority: level, text: without(text, match[0]) };
  }
  return { priority: describedProblem.test(text) ? 1 : null, text };
}

function without(text: string, words: string): string {
  return text
    .replace(words, ' ')
    .replace(/\s+/g, ' ')
    .replace(/\s+([,.;:!?])/g, '$1')
    .replace(/^[\s,:;.!-]+|[\s,:;-]+$/g, '');
}

/** "Urgent: do this and that": the priority that a text gives before a colon, for all that follows. */
export function readLeadPriority(text: string): Prioritised {
  const [whole, head] = /^([^:\n]{1,30}):\s+/.exec(text) ?? [];
  const lead = head === undefined ? null : readPriority(head);
  return whole === undefined || lead === null || lead.priority === null || /\p{L}/u.test(lead.text)
    ? { priority: null, text }
    : { priority: lead.priority, text: text.slice(whole.length) };
}
