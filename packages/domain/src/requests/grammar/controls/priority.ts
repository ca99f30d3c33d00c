import type { ControlTable } from '../control-table.ts';

/** Tasks made more or less urgent. */
export const priorityControls: ControlTable = [
  [
    'reprioritize',
    'marked',
    `(make|mark|set|move|change|put|treat|bump|raise|lower|drop|push|upgrade|downgrade|consider|increase|decrease|rank|flag|bring|shift|turn|promote|demote) <task> [up|down|back|further] [as|to|at|to be|be|into|on|with] [be] [a|an] [priority|prio] [to] <level> [of the (queue|list|backlog|board)|in the (queue|list|backlog)|priority|prio|instead|please]`,
  ],
  [
    'reprioritize',
    'marked',
    `(set|change|put|make|raise|lower|bump|increase|decrease|reduce|adjust|update) [the] priority (of|for|on) <task> (to|as|at|=|:) [be] <level> [priority]`,
  ],
  [
    'reprioritize',
    'known',
    `(make|mark|set|move|change|put|bump|raise|lower|drop|push|upgrade|downgrade|increase|decrease|flag|give|promote|demote|treat|rank|boost) <task> [up|down] [as|to|at|to be|into|with] [a|an|the] [priority|prio] <grade> [please|now|instead|priority]`,
  ],
  [
    'reprioritize',
    'known',
    `<upward> [the] (priority|prio|urgency|importance) (of|for|on) <task> [please|now|a bit|a notch|by one|by a level]`,
  ],
  [
    'reprioritize',
    'known',
    `<downward> [the] (priority|prio|urgency|importance) (of|for|on) <task> [please|now|a bit|a notch|by one|by a level]`,
  ],
  [
    'reprioritize',
    'known',
    `(put|move|place|set) <task> (on|to) the (back burner|backburner|bottom [of <words>]|end [of <words>]|back of the (queue|line|list))`,
    5,
  ],
  [
    'reprioritize',
    'known',
    `(put|move|place|push|bring|bump|get) <task> (on top|to the top|at the top|on the front burner|to the front|to the head|first|ahead) [of <words>]`,
    1,
  ],
  [
    'reprioritize',
    'marked',
    `(push|move|bump|slide|shift) <task> (down|back in|back on|back by) [on|in] [the] [list|queue|line|order|backlog|board]`,
    4,
  ],
  [
    'reprioritize',
    'marked',
    `(push|move|bump|slide|shift|pull) <task> (up|forward|ahead) [on|in] [the] [list|queue|line|order|backlog|board]`,
    2,
  ],
  ['reprioritize', 'marked', `give <task> [a|the] <level> [priority]`],
  [
    'reprioritize',
    'known',
    `<task> (is|are) (not [that|so|very|really] important|less important|not [that|so|very|really] urgent|a nice to have|unimportant|no priority) [anymore|right now|now|at the moment]`,
    4,
  ],
  [
    'reprioritize',
    'known',
    `<task> (is|are|has|should be|must be|needs to be|becomes) [now|really|actually|very] (<grade>|urgent|critical) [now|please]`,
  ],
  ['reprioritize', 'known', `(bump up|boost|push up|move up|hurry up with) <task> [up|please|now]`, 2],
  ['reprioritize', 'known', `(push|move|bump|pull) <task> (up|forward) [a bit|a notch|please]`, 2],
  [
    'reprioritize',
    'known',
    `(deprioritize|postpone|defer|put off|bump down|push back) <task> [down|please|for now|until later]`,
    4,
  ],
  [
    'reprioritize',
    'known',
    `[do|take|tackle] <task> (first|next|before anything else|before everything else) [please]`,
    1,
  ],
  [
    'reprioritize',
    'known',
    `<task> is (our|the|my) (most urgent|most important|top|number one) [task|thing|priority|job|one]`,
    1,
  ],
  ['reprioritize', 'known', `<task> (:|=|,) [priority|prio] <grade>`],
  ['reprioritize', 'known', `(set|change|put) [the] (prio|priority) (of|for|on) <task> (to|at|as|=) <level>`],
  ['reprioritize', 'marked', `(set|change) <task> priority [to|:|=] <level>`],
  [
    'reprioritize',
    'marked',
    `<upward> [the] [priority] [of|for|on] <task> [up|please|in the (queue|list)|a bit|a notch]`,
  ],
  ['reprioritize', 'marked', `<downward> [the] [priority] [of|for|on] <task> [down|please|a bit|a notch]`],
  [
    'reprioritize',
    'marked',
    `<task> (is|are|has|have|should be|should have|must be|gets|needs to be|needs|becomes|is now|are now) [now|really|actually|so|to be|a|the] <level> [now|priority|of all|anyway|for me]`,
  ],
  ['reprioritize', 'marked', `(do|start with|take|handle|tackle|work on|begin with|finish) <task> <level>`],
  [
    'reprioritize',
    'marked',
    `(<task> (comes|goes|has to come|must come) first|<task> has (top|the highest|highest) priority|i need <task> (asap|urgently|right away|now))`,
    1,
  ],
  [
    'reprioritize',
    'marked',
    `<task> (can wait [a bit|a while|until later]|is not [so|that|very] urgent [anymore]|has no rush|can be done later|has time|is less urgent)`,
    4,
  ],
  ['reprioritize', 'marked', `<task> [:|,|to] <level>`],
  ['reprioritize', 'marked', `(put|move) <task> (first|on top|ahead|on the top|to the front|up front)`, 1],
  ['reprioritize', 'marked', `(put|move) <task> (last|at the end|to the end|behind the others)`, 5],
  [
    'reprioritize',
    'known',
    `<task> can wait [a bit|a while] [,|;|-] [so|and] (lower|reduce|drop|decrease) (its|the) (priority|prio)`,
    4,
  ],
];
