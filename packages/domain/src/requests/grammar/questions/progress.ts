import type { QuestionTable } from '../question-table.ts';
import { every, now, show, tasks, when } from '../question-words.ts';

const done = '(done|finished|completed|complete|closed|merged|shipped|delivered|over|accomplished|ready)';

/** What is done, how much, and what comes next. */
export const progressQuestions: QuestionTable = [
  [
    'status',
    'done',
    `(what|which ${tasks}|anything|what else|what all|what did we get|what have we got) [is|are|was|were|has|have|has been|have been|got|gets|did] ${now} (${done}|get done|get finished|finish|been (done|finished|completed|merged)|complete) ${when}`,
  ],
  [
    'status',
    'done',
    `what (have|did|has) (you|we|they|the team|the agents|everyone|the bots) (done|do|got done|finish|finished|achieve|achieved|accomplish|accomplished|complete|completed|get done|ship|shipped|deliver|delivered|been up to|been doing|manage|managed|make) [to (do|finish)] ${when}`,
  ],
  [
    'status',
    'done',
    `(did|has|have|is|are) (anything|something|any ${tasks}|there anything) ${now} (${done}|get done|finish|complete|get finished) ${when}`,
  ],
  ['status', 'done', `(done|finished|completed) ${when}`],
  [
    'status',
    'done',
    `${show} (everything|all|all that|what) [that|which|we] (is|was|are|were|has been|have|got|you) [got] (done|finished|completed) ${when}`,
  ],
  [
    'status',
    'done',
    `(which|what) ${tasks} (did|have|has) (you|we|they|the agents|the team) (finish|finished|complete|completed|get done|done|close|closed) ${when}`,
  ],
  ['status', 'done', `(recently|just|newly) (finished|completed|done|closed) ${tasks}`],
  [
    'status',
    'done',
    `${show} ${every} (done ${tasks}|finished ${tasks}|completed ${tasks}|${tasks} (that are|we) (done|finished|completed)|finished ones|closed ${tasks}|accomplishments|recently (finished|completed|done) ${tasks}) ${when}`,
  ],
  [
    'ask',
    'counts',
    `(what is the|give me the|give me a|show me the|tell me the|give us the) (count|counts|number of <words>|numbers|task count|total|totals|stats|statistics|breakdown|tally)`,
  ],
  [
    'ask',
    'counts',
    `(count|counts|stats|statistics|numbers|(count|tally) [up] [all] [the|my|our|all the] [open|failed|queued|running|done|finished|blocked|remaining] ${tasks} [by <words>|per <words>]|task counts|number of [open] ${tasks})`,
  ],
  [
    'status',
    'next',
    `(what is|what comes|what is up|what is coming|what will be|what is on|what is to do|what is planned|what is scheduled|which ${tasks} (is|are|comes|will be)|what gets done|what goes|what follows|what is the plan|who is|what will happen|what happens|what is going to happen) (next|after that|afterwards|after this|for today|for tomorrow|tomorrow|up next|for the next days|then)`,
  ],
  [
    'status',
    'next',
    `what (should|do|shall|can|could|will|would|are|must) (i|we|you|they|the agents|be|happen|run|start|you be) [going] [to] [be] (do|work on|doing|working on|start|run|take|tackle|done|started|worked on|pick|pick up|happen|focus on) next`,
  ],
  [
    'status',
    'next',
    `([and] what then|what (comes|is|happens|will happen|will come) after (that|this|it)|what after that|and then|and after that|what (are|is|will|would|do) (you|we|they|the agents) [going] [to] (do|start|run|take|work on|pick|pick up|tackle|doing|be doing) next)`,
  ],
  [
    'status',
    'next',
    `(next|next up|next ${tasks}|what now|what next|next steps|next actions|(what are|show [me]|list|tell me|give me) [the|our|my|your] next (steps|actions|${tasks}|things)|(which|what) ${tasks} (runs|starts|will run|will start|comes|is|are|do we do|should we do) next|what (runs|starts|will start|will run) next|what is the next (step|task|thing|one|job|item|action)|what are the next (steps|tasks|things|actions|ones|jobs)|what do you recommend|what do you suggest|what should (i|we) do|what is there to do [next])`,
  ],
];
