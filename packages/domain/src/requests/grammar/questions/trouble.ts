import type { QuestionTable } from '../question-table.ts';
import { every, now, show, tasks, when } from '../question-words.ts';

const failed = '(failed|failing|broken|red|broke|in error|crashed|gone wrong|went wrong)';
const blocked = '(blocked|stuck|on hold|held up|not moving|blocking|stalled)';

/** What failed and what is blocked. */
export const troubleQuestions: QuestionTable = [
  [
    'status',
    'failed',
    `(what|which ${tasks}|anything|something|what else|who|which tests) [is|are|has|have|was|were|did|that] ${now} (${failed}|fail|break|go wrong|crash|not work|not worked|failures) ${when}`,
  ],
  [
    'status',
    'failed',
    `(did|has|have|is|are) (anything|something|any ${tasks}|there anything|there any|any|any of the ${tasks}) ${now} (${failed}|fail|break|go wrong|crash|gone wrong|failures) ${when}`,
  ],
  [
    'status',
    'failed',
    `${show} ${every} (failures|failed ${tasks}|failing ${tasks}|broken ${tasks}|red ${tasks}|errors|${tasks} that (failed|are failing|broke)) ${when}`,
  ],
  [
    'status',
    'failed',
    `(any|are there any|do we have any|were there any|have there been any|got any) (failures|failed ${tasks}|errors|failing ${tasks}|problems|crashes|red ${tasks}) ${when}`,
  ],
  [
    'status',
    'failed',
    `(what are the failures|what went wrong|what is wrong|what is broken|where are we red|failed ${tasks}|failures) ${when}`,
  ],
  [
    'status',
    'blocked',
    `(what|which ${tasks}|anything|something|who|what else) [is|are|do we have] ${now} ${blocked} ${now}`,
  ],
  [
    'status',
    'blocked',
    `(is|are) (anything|something|there anything|any ${tasks}|there any ${tasks}|we|any of the ${tasks}|anyone|you) ${now} ${blocked} ${now}`,
  ],
  [
    'status',
    'blocked',
    `(what is|what is there|anything|is anything|is something|what are the things|who is) ${now} (blocking|blocking us|holding us up|holding things up|in the way|in our way|blocking the team|blocking you|blocking progress|keeping us|stopping us|holding you back|holding us back)`,
  ],
  [
    'status',
    'blocked',
    `(any|are there any|do we have any|what are the|what are our|show [me] [the|all]|list [the|all]|do you have any|got any|tell me the) (blockers|blocked ${tasks}|obstacles|impediments|stuck ${tasks}|roadblocks) ${now}`,
  ],
  [
    'status',
    'blocked',
    `(blockers|blocked ${tasks}|what (are|is) (we|you|everyone|everybody|it|the team) waiting for|what can not (go on|continue|proceed|start|run|move)|(what|which ${tasks}) [is|are] ${blocked} and why|${show} ${every} (blocked|stuck) (ones|tasks)) ${now}`,
  ],
  [
    'status',
    'blocked',
    `${show} ${every} (blocked ${tasks}|blockers|stuck ${tasks}|${tasks} (on hold|that are blocked|that are stuck)) ${now}`,
  ],
];
