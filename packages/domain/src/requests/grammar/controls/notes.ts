import type { ControlTable } from '../control-table.ts';
import { forNow } from '../for-now.ts';

const note = '[a|the|this|my|another|one] [following|new|short|quick|small|further] (comment|note|remark)';
const addNote = `(add|leave|put|write|make|post|drop|attach|append|record|place) ${note}`;

/** Comments on tasks, and tasks held. */
export const notesControls: ControlTable = [
  [
    'comment',
    'marked',
    `(comment|${addNote}|note|write|new comment) (on|to|for|in|at|under|about) <task> (:|-|,|that|saying|saying :|saying that|that says|, saying|, that|with|with the text|which says|to say|to say that) <reason>`,
  ],
  [
    'comment',
    'known',
    `(comment|${addNote}|note) (on|to|for|in|at|under) <task> (:|saying|that says|with the text|which says) <reason>`,
  ],
  ['comment', 'marked', `(comment|note) <task> (:|-|with) <reason>`],
  [
    'comment',
    'marked',
    `<task> [,|-] (comment|note|remark|new comment|add a comment|add a note) (:|-) <reason>`,
  ],
  ['comment', 'marked', `(comment|note) <task> <quote>`],
  ['comment', 'marked', `(reply|respond|answer|remark) (to|on) <task> (:|-|,|that|with) <reason>`],
  ['comment', 'marked', `(comment|${addNote}|note) (:|-|,|saying|that) <reason> (on|to|for) <task>`],
  [
    'comment',
    'marked',
    `(comment|add|write|say|note|leave|put|post) <quote> (on|to|in|under|at|for|as a comment on|as a comment to|as comment on|as a note on|as a note to) <task>`,
  ],
  [
    'comment',
    'marked',
    `(tell|let) [the agent (on|of|working on)] <task> (that|know that|know|know :|about|:) <reason>`,
  ],
  ['comment', 'marked', `(add|attach|append) to <task> (:|that|-|the note) <reason>`],
  ['comment', 'marked', `(comment|note|remark|fyi) (on|for|to) <task> <reason>`],
  [
    'block',
    'marked',
    `(block|put on hold|hold|park|hold up|shelve|freeze|suspend|pause) <task> [,] (because|because of|since|as|until|till|due to|for|for now because|: |:|-|, we|reason :|, reason :|with the reason|with reason|on|, waiting for|waiting for|while|pending) <reason>`,
  ],
  [
    'block',
    'marked',
    `(put|mark|set|flag) <task> (on hold|as blocked|to blocked|blocked|on ice|as on hold) [for now] [,|:|-|;] [[because|because of|since|as|until|till|due to|:|-|while|waiting for|pending] <reason>]`,
  ],
  [
    'block',
    'marked',
    `<task> (is|are) (blocked|on hold|stuck) [,] (because|because of|since|as|until|by|due to|:|-|on|waiting for|, waiting for|while|, we) <reason>`,
  ],
  ['block', 'marked', `<task> (is waiting|waits|must wait|should wait) (for|on|until) <reason>`],
  [
    'block',
    'marked',
    `<task> can not (start|begin|continue|go on|proceed|be done|be started|run) (before|until|without|as long as|because|since) <reason>`,
  ],
  [
    'block',
    'marked',
    `<task> (has to wait|must wait|needs to wait|should wait|shall wait|cannot go on|can not go on|can not continue) [,] [for|until|because|because of|since|till|as] <reason>`,
  ],
  ['block', 'marked', `(block|put on hold|park|shelve|hold|pause|freeze|suspend) <task> ${forNow}`],
  ['block', 'known', `(park|shelve|put on hold) <task> ${forNow}`],
  [
    'block',
    'known',
    `(put|mark|set|flag) <task> (on hold|on pause|as blocked|to blocked|as on hold|as paused) ${forNow}`,
  ],
];
