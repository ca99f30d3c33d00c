import type { QuestionTable } from '../question-table.ts';
import { every, now, show, tasks } from '../question-words.ts';

const review =
  '(in review|to review|ready for review|waiting for review|waiting for me|waiting for my (review|approval|okay)|to be reviewed|awaiting review|needing review|for review|to approve|up for (review|approval|grabs)|for me|pending review|on my plate|reviewable|awaiting approval|waiting for approval|needing my attention|ready to be (approved|merged|reviewed)|ready to merge|under review|to be approved|on me)';

/** What waits for a person. */
export const reviewQuestions: QuestionTable = [
  [
    'status',
    'review',
    `(what|which ${tasks}|anything|something|what else|how much) [is|are|do we have|have we|do i have|that is] ${now} [there] ${review} ${now}`,
  ],
  [
    'status',
    'review',
    `(is|are) (there anything|anything|there any ${tasks}|any ${tasks}|there something|something) ${now} ${review} ${now}`,
  ],
  [
    'status',
    'review',
    `(what|which ${tasks}|does anything|does something|anything that|do any ${tasks}) [${now}] (needs|need|needing|waits for|wait for|waiting for|requires|require|awaits|await|wants) (my|me|a|to be|your|some) [review|reviewed|attention|approval|approved|okay|decision|feedback|input|to review|to approve|to look at|eyes] ${now}`,
  ],
  [
    'status',
    'review',
    `(what|which ${tasks}) (do|should|can|must|may|could) i [need to|have to|still] (review|approve|look at|check|sign off|merge|decide) ${now} [next]`,
  ],
  [
    'status',
    'review',
    `(do i (need|have) (to (review|approve|do|look at) (anything|something)|anything to (review|approve|do|look at)|something to (review|approve|do))|is there (anything|something) (for me|for me to (do|review|approve|look at)|that needs me|i (need|have|should) [to] (do|review|approve|look at))) ${now}`,
  ],
  [
    'status',
    'review',
    `(anything [here|new|there] for me|reviews|my reviews|open reviews|pending reviews|(what|which ${tasks}) (do|should|can|must) i (have|need) to (look at|check|review|approve)|(what|which ${tasks}) (need|needs|require|requires) my (okay|attention|review|approval|input|decision))`,
  ],
  [
    'status',
    'review',
    `(what|what else|anything|something|which ${tasks}|is there (anything|something|more)|are there [any] ${tasks}|do you have (anything|something)|do we have (anything|something)) ${now} [is|are] ${now} [open|left|there|waiting|new|ready|urgent|else] (that i|for me|i|for us to|for me to) ${now} (should|could|can|must|need to|have to|ought to|to|may|might|shall) (review|approve|look at|check|sign off|merge|decide|look over|sign off on|accept|have a look at) [<words>]`,
  ],
  ['status', 'review', `(who|what) (is|are) (waiting|blocked) (on|for) me`],
  [
    'status',
    'review',
    `${show} ${every} (reviews|review queue|review list|open reviews|pending reviews|reviews waiting for me|${tasks} ${review}|review column) ${now}`,
  ],
];
