import type { ControlTable } from '../control-table.ts';

/** What was changed. */
export const changesControls: ControlTable = [
  [
    'what_changed',
    'plain',
    `(what|anything|has anything|did anything|show me what|tell me what|list what|what all) [else] [has|was|is|got|have been] (changed|change) [since <words>|today|yesterday|recently|lately|so far|there|now|this week|this morning|in the last <words>|in the past <words>|over <words>|overnight|while <words>|last week|last night|in the code|in the repo|this month]`,
  ],
  [
    'what_changed',
    'plain',
    `(what|which files|what files|what all) (did|has|have) [the] <agent> [agent] [all|just|actually] (change|changed|touch|touched|modify|modified|edit|edited) [today|yesterday|so far|lately|recently|since <words>|this week|in <words>|last night|overnight]`,
  ],
  [
    'what_changed',
    'plain',
    `[show me|list|give me] [the|all|all the] [recent|latest|last|newest] (changes|code changes|diffs) [since <words>|today|of today|from today|of yesterday|this week|in the last <words>|so far] [please]`,
  ],
  [
    'what_changed',
    'known',
    `what [exactly|code|files|all] (did|has|does|have|was|were) <task> [actually|really] (change|changed|do|done|touch|touched|modify|modified|changes|produce|produced|edit|edited|add|added|deliver|delivered) [exactly|so far|in the code|in the end]`,
  ],
  [
    'what_changed',
    'known',
    `what [has|was|is] changed (in|with|by|for|on|through|because of) <task> [so far|up to now|until now|already|today|by now|lately|recently]`,
  ],
  [
    'what_changed',
    'known',
    `(which|what|how many) (files|lines|file|changes) (did|has|does|were|was|have|are|is) <task> [all] (change|changed|touch|touched|modify|modified|made|make|edit|edited)`,
  ],
  [
    'what_changed',
    'known',
    `(which|what) (files|lines|changes|things|code) (were|was|are|did|have been|has been) [changed|touched|made|modified|edited] (in|by|for|with|on|there|through) <task>`,
  ],
  [
    'what_changed',
    'known',
    `(show|see|open|give|display|view|get|print|list) [me|us] [the|all the] (diff|changes|patch|change|code changes|difference|code) (of|for|from|in|by|to|on|made by|made in|that <what> made in) <task>`,
  ],
  ['what_changed', 'known', `(show|see|open|give|display|view|get) [me|us] <task> (diff|changes|patch|code)`],
  [
    'what_changed',
    'known',
    `(can|could|may|let) (i|me) (see|have|get|look at) [the] (diff|changes|patch) (of|for|from|in|by|to) <task>`,
  ],
  [
    'what_changed',
    'known',
    `(can|could|may|let) (i|me) (see|know|look at) what <task> (changed|did|touched|has changed|modified)`,
  ],
  [
    'what_changed',
    'known',
    `what (is|are|was|were) the (diff|changes|patch|difference) (of|for|from|in|by) <task>`,
  ],
  [
    'what_changed',
    'known',
    `what did (you|we|they|the agent|<agent>) (change|modify|do|touch|edit) (for|in|with|on|to) <task>`,
  ],
  ['what_changed', 'known', `what is in the (diff|changes|patch|change) (of|for|from|in|by) <task>`],
  [
    'what_changed',
    'plain',
    `(what is different|what did (we|you|they|the agents|the team|everyone) change|which files (changed|have changed|were changed|were touched)) [since <words>|today|yesterday|recently|lately|so far|now|this week|this morning|in <words>|over <words>|last <words>]`,
  ],
  [
    'what_changed',
    'plain',
    `what (has|have) [the] <agent> [agent] been (changing|modifying|editing|touching) [today|lately|recently|so far]`,
  ],
  ['what_changed', 'known', `what did <task> do to the (code|repo|repository|code base|codebase|files)`],
  [
    'what_changed',
    'known',
    `(list|show|give|name) [me] [all|the|all the] (files|lines|changes|things) [that were] (changed|touched|modified|made|edited) (by|in|for) <task>`,
  ],
  [
    'what_changed',
    'known',
    `(which|what) [code] changes (did|has|does|have|were|was) <task> [all|actually|really] (make|made|do|done|bring|cause|contain|introduce|introduced|produce) [so far|up to now|until now|already|today|by now|yet|in the code]`,
  ],
  ['what_changed', 'known', `<task> (diff|changes|patch)`],
  [
    'what_changed',
    'known',
    `(show|give|tell) [me|us] what <task> (changed|did|has changed|has done|does|touched|modified)`,
  ],
  [
    'what_changed',
    'plain',
    `(show|see|open|give|display|view) [me|us] [the] (diff|changes|patch) [please|again]`,
  ],
  ['what_changed', 'known', `[the] (diff|changes|patch|difference) [of|for|from|in|by] <task>`],
];
