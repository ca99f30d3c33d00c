import type { ControlTable } from '../control-table.ts';

const whose = '(the|their|that|this|our)';
const when = '[last|latest|newest|final|whole|recent]';
const noun = '(decision|conclusion|consensus|agreement|discussion|debate|outcome)';
/** The decision of a discussion, by what it was about where that is said. */
const decision = [
  `${whose} ${when} ${noun} [(of|from|in|about|on|over|for) [the discussion (about|on|over)] <words>]`,
  'the outcome of the [last|latest] discussion [(about|on|over) <words>]',
  `the <words> (decision|discussion|debate)`,
  'what (they|we|the agents|the team|everyone|everybody|the personas) [have|has|just] (decided|agreed|agreed on|concluded|settled on)',
  'what (was|has been) (decided|agreed|agreed on)',
].join('|');
const turn = '(turn|make|convert|break|split|translate|transform|change|put)';
const into = '(into|in to|in|up into|down into|to)';
const tasks = '[some|the|new|all the|concrete|actual|separate|real] (tasks|tickets|work items|todos|work)';
const spec =
  '(a|the) [new|short|full|detailed|proper|formal|feature|technical] (spec|specification|prd|requirements document|design doc)';

/** What is to become of a decision. "It" counts only where a discussion was spoken of. */
export const decisionControls: ControlTable = [
  ['decision_tasks', 'plain', `${turn} (${decision}) ${into} ${tasks}`],
  ['decision_tasks', 'plain', `${turn} <it> ${into} ${tasks}`],
  [
    'decision_tasks',
    'plain',
    `(make|create|add|open|write|derive|generate|file|plan|get) [me|us] ${tasks} (of|from|out of|for|based on|according to) (${decision})`,
  ],
  [
    'decision_tasks',
    'plain',
    `(make|create|add|open|write|derive|generate|file|plan) [me|us] ${tasks} (of|from|out of) <it>`,
  ],
  [
    'decision_tasks',
    'plain',
    `(implement|execute|carry out|act on|go ahead with|put into action) (${whose} ${when} (decision|conclusion|consensus|agreement) [(of|from|about|on|over) <words>]|what (they|we|the agents|the team) [have|just] (decided|agreed|agreed on|concluded)|what was (decided|agreed|agreed on))`,
  ],
  ['decision_spec', 'plain', `${turn} (${decision}) ${into} ${spec}`],
  ['decision_spec', 'plain', `${turn} <it> ${into} ${spec}`],
  [
    'decision_spec',
    'plain',
    `(write|make|create|draft|start|prepare|begin|do|produce|get|derive) [me|us] ${spec} (of|from|out of|for|based on|about|on|according to) (${decision})`,
  ],
  [
    'decision_spec',
    'plain',
    `(write|make|create|draft|start|prepare|begin|do|produce) [me|us] ${spec} (of|from|out of) <it>`,
  ],
  ['decision_spec', 'plain', `take (${decision}) through ${spec}`],
];
