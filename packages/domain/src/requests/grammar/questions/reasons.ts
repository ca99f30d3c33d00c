import type { QuestionTable } from '../question-table.ts';

/** Why, when and who. */
export const reasonsQuestions: QuestionTable = [
  [
    'ask',
    'why',
    `(why|how come|for what reason|what is the reason|what is the reason that|what caused|what was the reason|what made) [is|are|did|does|was|has|do|were|had|have|would|that|it is that|it that|it|can|could|for] [not] <task> [still|not|also|just|already|even|now|suddenly|only|been|take|always|so] <predicate>`,
  ],
  [
    'ask',
    'why',
    `(what is|what are|what was|what were|what has been|what) (blocking|blocks|blocked|holding up|holds up|stopping|stops|delaying|wrong with|the problem with|the matter with|the issue with|the reason for|the reason of|the cause of|keeping|the error in|the error of|the failure of|failing in|went wrong with|went wrong in|went wrong on|is wrong with|is the problem with|the trouble with) <task> [back|up|from <words>|now]`,
  ],
  [
    'ask',
    'why',
    `(why|how come|why not|why so|for what reason|why is that|why did it|why did that|but why|why is it so|why that) [<rest>]`,
  ],
  [
    'ask',
    'why',
    `[the|what is the|what was the] (reason|cause|reasons) (for|of|behind) [the] [failure|block|error|problem] [of|in|with] <rest>`,
  ],
  [
    'ask',
    'why',
    `(what went wrong|what happened|what broke|what is wrong|what was wrong|what went bad) (there|here|with <rest>|in <rest>|during <rest>)`,
  ],
  [
    'ask',
    'why',
    `<task> (failed|fails|is blocked|stopped|is stuck|broke|was canceled|was rejected) [,|-] (why|how come|for what reason) [is that|so|please]`,
  ],
  ['ask', 'why', `(explain|tell me|say|show me|describe) [me|to me] (why|how come) <rest>`],
  [
    'ask',
    'why',
    `(what (made|caused) <task> [to] (fail|break|stop|block)|what is the reason (for|of|behind) <rest>)`,
  ],
  [
    'ask',
    'when',
    `(when|at what time|since when|until when|by when|what time|on what day) (did|will|was|is|are|do|does|has|can|should|were|have|would|could|had|shall|might) <rest>`,
  ],
  ['ask', 'when', `(for how long|how long|how long ago|how soon|how much longer|how much time) <rest>`],
  ['ask', 'when', `(when|since when|until when|how long|how much longer)`],
  [
    'ask',
    'when',
    `(what is the eta|what is the estimated time|eta|what is the eta (of|for|on) <rest>|eta (for|of|on) <rest>|how (old|recent) is <rest>|is there an eta <rest>|do you have an eta <rest>|what is the deadline <rest>)`,
  ],
  [
    'ask',
    'who',
    `(who|whom|which (agent|person|user|one of the agents)|by whom|whose|which of the agents|which agents) <rest>`,
  ],
  ['ask', 'who', `(to whom|for whom|with whom|whose task is|what agent) <rest>`],
];
