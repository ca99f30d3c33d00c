import type { QuestionTable } from '../question-table.ts';
import { every, now, show, tasks } from '../question-words.ts';

const running =
  '(running|in progress|active|being worked on|being done|underway|under way|live|executing|ongoing|in flight|up)';
const waiting =
  '(queued|waiting|waiting in the queue|waiting to (run|start|be done)|in the queue|pending|in queue|queued up|not started|on the board|left|open|left to do|still to do|to do|todo|in the backlog|on the list|outstanding|remaining|on the (todo list|to-do list|task list|todo)|in the pipeline|lined up|unstarted)';

/** What runs and what waits. */
export const boardQuestions: QuestionTable = [
  [
    'status',
    'running',
    `(what|which ${tasks}|who|which agents|anything|something|what all|what else|what exactly) [is|are|do we have|have we|do you have|have you got] ${now} ${running} ${now}`,
  ],
  [
    'status',
    'running',
    `(who is doing what ${now}|(is|are) (somebody|someone|anybody|anyone|something|anything) ${now} (working on|doing|going|running) [something|anything] ${now}|anything (going|running|happening|going on) ${now}|current (tasks|task|work|runs) ${now})`,
  ],
  [
    'status',
    'running',
    `(is|are) (anything|something|there anything|there any ${tasks}|any ${tasks}|any of the ${tasks}|you|anyone|anybody|somebody|all agents|the agents|any agent|any agents) ${now} (${running}|working|busy|doing anything|doing something) ${now}`,
  ],
  [
    'status',
    'running',
    `(what|on what|what task|which task) (is|are) (you|they|everyone|everybody|the agents|all agents|the team|the bots|people|your agents|our agents|my agents|all the agents|you guys|you all) ${now} (doing|working on|up to|busy with|working|at|on) ${now}`,
  ],
  [
    'status',
    'running',
    `${show} ${every} [${now}] (running|active|current|live|ongoing|in-progress) ${tasks}`,
  ],
  [
    'status',
    'running',
    `(running|running ${tasks}|in progress|${tasks} (in progress|running)|active ${tasks}) ${now}`,
  ],
  [
    'status',
    'running',
    `(who is|which agent is|which agents are|is anybody|is anyone|is somebody) ${now} (working|busy|active) ${now}`,
  ],
  [
    'status',
    'running',
    `what (is the team|are the others|is everyone|is everybody) ${now} (doing|working on|up to)`,
  ],
  [
    'status',
    'queue',
    `(what|which ${tasks}|anything|something|what else|how much|what all) [is|are|do we have|have we|do i have|have you got] ${now} [there] ${waiting} ${now}`,
  ],
  [
    'status',
    'queue',
    `(is|are) (there anything|anything|there any ${tasks}|any ${tasks}|there more ${tasks}|there still ${tasks}) ${now} ${waiting} ${now}`,
  ],
  [
    'status',
    'queue',
    `${show} ${every} (queue|backlog|open tasks|queued ${tasks}|waiting ${tasks}|pending ${tasks}|to do list|todo list|task list|list of (open|queued|pending) ${tasks}|tasks|board|open ${tasks}|todos|remaining ${tasks}|outstanding ${tasks}) [please|again|of tasks|${now}]`,
  ],
  [
    'status',
    'queue',
    `(how (long|full|big) is the (queue|backlog)|how does the (queue|backlog|board) look|what does the (queue|backlog|board) look like|(what is|anything|is anything|what is there|what do we have) [left] (in|on) the (queue|backlog|board|list)|what is still (open|to do|to be done|outstanding|missing)|what (remains|is missing|still needs to be done|still has to be done)|what is [there] left [to do|to be done|for us|for you]|queue|backlog)`,
  ],
];
