import { type Phrase, phraseTable } from '../language/phrases.ts';

type Level = readonly [level: number, phrases: readonly Phrase[]];
const subject =
  '[it is|this is|that is|these are|both are|they are|all are|all of it is|this one is|and it is|make it|make this|make that|make them|treat it as|consider it|with|at|as|of|has|is|are|mark it|mark it as|make both|make all of them|make them all|set it to|give it|do it|do this|do that|please do it|it has|and make it|and that is|which is|thing is|and this is|set]';

/** Clear wherever they stand. The longest that fits counts. */
export const clearLevels: readonly Level[] = [
  [
    1,
    phraseTable(`
    ${subject} [a|the] [absolutely|extremely|very|super|really|most|top] (asap|as soon as possible|right away|right now|top priority|highest priority|top prio|highest prio|drop everything|drop everything else|stop everything|leave everything|drop what you are doing|drop whatever you are doing|first thing tomorrow|first thing in the morning|immediately|urgently|without delay|at once|first thing|p0|p1|priority 1|prio 1|at top priority|the highest priority|as fast as possible|on the double|straight away|quickly as possible|with urgency|this instant|critical priority|urgent priority|maximum priority|max priority)
    (it is|this is|that is|these are|both are|they are|all|all of them are|this one is|really|make it|make them|make this|make that|mark it as|that one is|everything is|which is|make both|treat it as) [very|really|super|pretty much|now|all|extremely] (urgent|critical|an emergency|on fire|a blocker|blocking|blocking us|time-critical|our top priority|the most important thing)
    [this|it] [is] (blocking us|blocking me|blocking everyone|blocking the release)
    (before anything else|before everything else|it cannot wait|it can not wait|this can not wait|cannot wait|production is down|prod is down|customers are (waiting|angry|complaining)|hurry|hurry up|in a hurry|we are losing money)
  `),
  ],
  [
    2,
    phraseTable(`
    ${subject} [a|the] (high priority|high prio|p2|prio 2|higher priority|rather urgent|pretty urgent|fairly urgent|quite urgent|quite important|rather important|above normal priority)
    (it is|this is|that is|these are|both are|they are|make it|really|this one is) [very|really|quite|pretty|super|rather|also] important
    (as soon as you can|soon please|the sooner the better|some time today|by today|by tonight|until tonight|by tomorrow|before the weekend)
  `),
  ],
  [
    3,
    phraseTable(
      `${subject} [a|the] (normal priority|medium priority|default priority|p3|prio 3|medium prio|normal prio|standard priority|regular priority)`,
    ),
  ],
  [
    4,
    phraseTable(`
    ${subject} [a|the] (not urgent|not [so|that|very|really] (urgent|important)|low priority|low prio|lower priority|p4|prio 4|minor priority|not a priority|not pressing|less important|less urgent|not time critical|not critical) [at all|really|though]
    [it|this|that] (can|could|may) [also] wait [until|till] [next|the] [week|month|sprint|monday|tomorrow|end of the week|then|a bit|a while|for now]
    (do not hurry|do not rush|no stress|nothing urgent|it can wait|this can wait|that can wait|it is not [so|that|very|really] urgent|but not urgent)
  `),
  ],
  [
    5,
    phraseTable(`
    ${subject} [a|the] (lowest priority|lowest prio|p5|prio 5|very low priority|nice to have|nice-to-have|optional|some day|someday|eventually|for later|for some day)
    (no rush|no hurry|there is no rush|there is no hurry|no need to hurry|no need to rush|take your time|at your leisure|in your spare time|at some point|one day|some day|when you are bored|if there is time left|some time|in the long run|no pressure|eventually)
    [only] (when|if|whenever|once) (you|we|someone|somebody|anyone) (have|has|get|find|got|gets|finds) [got] (time|the time|a chance|the chance|a minute|a moment|some time|a free moment|nothing better to do|nothing else to do|spare time|a bit of time|some spare time|around to it|to it|free time|room|capacity) [for it|for that|left|to spare|free]
    [only] (when|if|whenever|once|as soon as) (there is|there is some|you are|somebody is|someone is|an agent is) [some|spare|any] (time|time left|time for it|free|idle|bored|nothing else to do|nothing else|capacity|room)
  `),
  ],
];

/** Words that also describe things ("an urgent badge"): a priority only at an edge, in brackets or before a colon. */
export const edgeLevels: ReadonlyMap<string, number> = new Map([
  ...['urgent', 'critical', 'emergency', 'blocker', 'now', 'asap', 'p1', 'p0', 'hotfix'].map(
    (word) => [word, 1] as const,
  ),
  ...['important', 'high', 'soon', 'p2'].map((word) => [word, 2] as const),
  ...['normal', 'medium', 'p3'].map((word) => [word, 3] as const),
  ...['low', 'minor', 'p4'].map((word) => [word, 4] as const),
  ...['whenever', 'someday', 'sometime', 'lowest', 'trivial', 'later', 'optional', 'p5'].map(
    (word) => [word, 5] as const,
  ),
]);
/** These count at the end even without a comma before them. */
export const strongEdges: ReadonlySet<string> = new Set([
  'urgent',
  'asap',
  'p0',
  'p1',
  'p2',
  'p3',
  'p4',
  'p5',
  'whenever',
  'someday',
]);
export const describedTroubles: ReadonlySet<string> = new Set(
  'bug issue problem fix error outage crash incident security vulnerability'.split(' '),
);
