import type { QuestionTable } from '../question-table.ts';
import { now, show } from '../question-words.ts';

/** How a task is. */
export const taskQuestions: QuestionTable = [
  [
    'status',
    'task',
    `(how|where|what) (is|are|about|was|were) (things with|it going with|it with|the progress on|the progress of|the progress with|the status of|the state of|up with|going on with|happening with|happening to|the latest on|the latest with|new with|new on|the news on|the update on|the news about|with|the story with|the deal with|progress on|the situation with|the situation of) <task> [${now}|please]`,
  ],
  [
    'status',
    'task',
    `(how|where) (is|are|goes|does|did|was|has|do) <task> [been|getting|come|coming|doing|go|going|looking|progressing|proceeding|standing|stand|look|do|along|on|at|progress] [along|on|at|so far|with it] ${now}`,
  ],
  [
    'status',
    'task',
    `(what about|what is|how about|what happened (to|with)|what became of|what is happening (with|to|on)|where do we stand (with|on)|where are we (with|on)|how far (are we|are you|is the work) (with|on)|how far (along) is|how far is|how are we doing (with|on)|how are you doing (with|on)|how is it going with|how are things with|how are things going with|are we done with|are you done with|are you finished with|how did (it|things) go with|what do we know about|tell me about|tell me more about|inform me (about|of|on)|update me (about|on)|brief me on|fill me in on|show me|show|show details of|open|what is|details on|details of|details about|details for|look up|more about|more on|info on|info about|what does|how did|summarize|describe|explain) <task> [doing|going|about|say|go|mean|do|turn out|end|please] ${now}`,
  ],
  [
    'status',
    'task',
    `${show} [the|a|an|any] [current|latest] (status|state|progress|update|news|info|information|details|summary) (of|on|for|about|with|from) <task> [please|${now}]`,
  ],
  [
    'status',
    'task',
    `(is|are) (someone|somebody|anyone|anybody|anything) ${now} (on|working on|busy with|at) <task> ${now}`,
  ],
  [
    'status',
    'task',
    `(did|has|is|was|have|does) <task> (get|gotten|got|been|being|getting) (written|done|finished|fixed|started|merged|built|made|added|removed|reviewed|approved|tested|run|deployed|picked up|worked on|solved|changed|handled|anywhere|completed|shipped) ${now}`,
  ],
  [
    'status',
    'task',
    `(what|which) [is the|was the] (priority|urgency|prio) (of|has|does|for) <task> [have|has|got|now]`,
  ],
  ['status', 'task', `(status|state|progress|news|result|results|outcome) [:|of] <task>`],
  [
    'status',
    'task',
    `(show|show me|see|view|display|open|give me|tell me|what is|what are|what was|what were) the (result|results|outcome|output|log|logs|findings) (of|from|for) <task> [please|${now}]`,
  ],
  [
    'status',
    'task',
    `how <task> (is|are|was) (doing|going|progressing|coming along|coming on|getting on) ${now}`,
  ],
  ['status', 'task', `(how far|where|at what stage) (<task> is|we are with <task>) ${now}`],
  [
    'status',
    'task',
    `(is|are|did|has|have|was|were|does|do|will|isn't) <task> [been|all|already|still|really|now|get|got|be|not|even|also|actually] (done|finished|ready|complete|completed|running|blocked|queued|started|in progress|failed|fail|finish|pass|passed|succeeded|succeed|merged|approved|stuck|waiting|okay|fine|green|red|work|worked|through|live|broken|canceled|over|start|complete|in review|reviewed|deployed|on track|good|fixed|open|closed|there|rejected|assigned|progressing|going|going well|moving|urgent|merge|landed|in|failing|on hold|retried|working|ended|end|out|shipped|tested|making progress|done soon|ready for review|ready to merge|being worked on) ${now} [or not|or what|or failed|or still running|again|soon|successfully|properly|for (me|us|(my|our|the|your) <words>)]`,
  ],
  [
    'status',
    'task',
    `(any|is there any|are there any|is there|got any|do you have any|have you any|do we have any|have we got any|anything|something) [more] (news|progress|updates|update|new|movement) (on|about|with|from|for|in|regarding) <task> ${now}`,
  ],
  ['status', 'task', `<task> (status|state|progress|update|news|done|finished|running|ready) ${now}`],
  [
    'status',
    'task',
    `(did|has|have) (you|anyone|anybody|someone|they|the agent|<agent>) ${now} (finish|finished|start|started|started with|done|do|fix|fixed|complete|completed|work on|worked on|look at|looked at|begin|begun) [with|on] <task> ${now}`,
  ],
];
