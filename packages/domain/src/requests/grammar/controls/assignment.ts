import type { ControlTable } from '../control-table.ts';

/** Tasks given to agents. */
export const assignmentControls: ControlTable = [
  [
    'assign',
    'marked',
    `(give|assign|hand|hand over|reassign|move|pass|delegate|transfer|pass on|send|shift|forward|allocate|switch|re-assign|hand off) <task> [over|on] to <agent> [instead|please|now]`,
  ],
  ['assign', 'marked', `(assign|reassign|give|hand|put|set) <agent> [on|to|onto] <task>`],
  [
    'assign',
    'marked',
    `(let|have|get|make) <agent> (take [over]|do|handle|work on|finish|fix|pick up|own|to (take|do|handle|work on|finish|pick up)) <task> [instead|over]`,
  ],
  [
    'assign',
    'marked',
    `<agent> (should|shall|can|must|could|will|is to|has to|needs to|may|takes|gets|does|to) [take|do|handle|work on|finish|pick up|take over|own|get|be on] <task> [instead|over]`,
  ],
  [
    'assign',
    'marked',
    `(can|could|would|will|should|may|shall) <agent> [please] (take over|take|do|handle|work on|pick up|finish|own|get) <task> [instead|over|please]`,
  ],
  [
    'assign',
    'marked',
    `<agent> [,|:] [please] (take over|take|do|handle|work on|pick up|finish|own) <task> [please|instead|over]`,
  ],
  [
    'assign',
    'marked',
    `(ask|tell|want|i want) <agent> to (take over|take|do|handle|work on|finish|pick up|own) <task> [instead|over]`,
  ],
  [
    'assign',
    'marked',
    `<task> (should|shall|must|can|could|is to|has to|needs to|may|belongs|is|is one|goes) [be|go] [done|handled|taken|assigned|given|for] [by|to|over to|for|with] <agent> [instead]`,
  ],
  ['assign', 'marked', `(change|set|switch) the (agent|assignee|owner) (of|for|on) <task> to <agent>`],
  [
    'assign',
    'known',
    `(let|have|get|make|ask|tell|want) <agent> [to] (take over|pick up|own|look after|take care of|be responsible for|take on|take) <task> [instead|please|now]`,
  ],
  [
    'assign',
    'known',
    `<agent> (should|shall|can|must|will|is to|has to|needs to|could) (take over|pick up|own|look after|take care of|be responsible for|take on|take) <task> [instead|please|now]`,
  ],
  [
    'assign',
    'marked',
    `<task> (is|goes|belongs|should go|should be|must go|will go) [now] (for|to|with|on) <agent> [now|instead|please]`,
  ],
  [
    'assign',
    'known',
    `(hand|give|assign|reassign|pass|delegate|transfer|move|shift|send|switch|forward) <task> [over] [from <other>] to <agent> [instead|please|now]`,
  ],
  ['assign', 'known', `(give|hand|pass) <agent> <task> [instead|please|now]`],
  ['assign', 'known', `<task> (goes|belongs|should go|must go|is going) to <agent> [now|instead|please]`],
  [
    'assign',
    'known',
    `<agent> [,] [please] (take|takes|handles|gets|owns|takes over) <task> [please|now|instead]`,
  ],
  ['assign', 'known', `(assign|give) (it|this|that|them|these|this one|that one) to <agent>`],
  [
    'assign',
    'marked',
    `(take <task> (from|off|away from) [<other>] and give it to <agent>|<task> to <agent>)`,
  ],
];
