/** Words for a level of priority, 1 the most urgent. */
export const levels: ReadonlyMap<string, number> = new Map(
  Object.entries({
    1: `urgent|very urgent|super urgent|critical|highest|highest priority|top|top priority|the top|the front|first|asap|p1|p0|1|one|the highest priority|most important|the most important|most urgent|the most urgent|blocker|immediately|the top of the list|the top of the queue|the front of the queue|the front of the line|the top of the board|the head of the queue|the very top|an emergency|now|right now`,
    2: `important|more important|very important|high|high priority|higher|higher priority|p2|2|two|next|more urgent|up|a high priority|a higher priority|the next one|soon`,
    3: `normal|normal priority|medium|medium priority|p3|3|three|default|standard|regular|default priority|average`,
    4: `low|low priority|lower|lower priority|not urgent|not so urgent|less urgent|less important|not important|not that urgent|unimportant|minor|p4|4|four|down|a low priority|a lower priority`,
    5: `lowest|lowest priority|the bottom|last|p5|5|five|the lowest priority|the end|nice to have|the bottom of the list|the back|the end of the queue|the back of the queue|whenever|optional`,
  }).flatMap(([level, words]) => words.split('|').map((word) => [word, Number(level)] as const)),
);

/** Those that can only be meant as a priority, whatever they are said of. */
export const grades: ReadonlySet<string> = new Set(
  'urgent|critical|highest priority|top priority|asap|p1|p2|p3|p4|p5|p0|high priority|low priority|lowest priority|normal priority|medium priority|higher priority|lower priority|a higher priority|a lower priority|a high priority|a low priority|most important|top|not urgent'.split(
    '|',
  ),
);
