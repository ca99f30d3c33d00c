import type { QuestionTable } from '../question-table.ts';
import { now, tasks } from '../question-words.ts';

/** Agents, runners and their last run. */
export const crewQuestions: QuestionTable = [
  [
    'status',
    'agents',
    `[what is] [the] (status|state|condition|health) of [all|all the|the|our|my] agents [please|${now}]`,
  ],
  [
    'status',
    'agents',
    `(which|what) agents (do i|do we|can i|can we|are there|have we|have i|exist) [<words>]`,
  ],
  [
    'status',
    'agents',
    `((which|what) ${tasks} (are|is|were) [currently|now] (assigned to|with|given to|on the desk of|in the hands of) <agent>|(what|how (big|large|high|full)) is <agent> ('s|'s current|'s present) (workload|queue|backlog|load|list)|(which|what) ${tasks} does <agent> [currently] (have|handle|do|own)|is (anyone|anybody|someone|any agent) (available|free) [to work|for work|for <words>])`,
  ],
  [
    'status',
    'agents',
    `how (are|do) [all|all the|the|our|my] agents [${now}] [doing|feel|getting on|look] ${now}`,
  ],
  [
    'status',
    'agents',
    `(which|what|how many|who are) [are] [the|our|all the|my|your] [other|enabled|disabled|available|active|idle|free] agents [are|do|can|have|is] [there|we|i|you|the] [have|available|enabled|disabled|free|idle|on|off|got|exist|work|active|online|use|know|called|configured|set up] [here|for me|${now}|in this project|for this project]`,
  ],
  [
    'status',
    'agents',
    `(show|show me|list|tell me|get|give me|what are|display|see) [the|all|all the|our|my|about the|about] [available|enabled|disabled] agents [please|${now}|and <words>|that <words>]`,
  ],
  [
    'status',
    'agents',
    `(who (is|are) (on the team|in the team|there|available|enabled|disabled|free|idle|here|the agents|in our team|on our team|on my team)|agents|(is|are) <agent> [${now}] (enabled|disabled|on|off|busy|free|available|idle|working|active|online|there|up|awake|running|alive|turned on|turned off|switched on|switched off) ${now}|(what|which tasks|what task) (is|are|does|did|has|do|can|will) <agent> ${now} (do|doing|working on|up to|done|handle|busy with|have|work on|have to do|got|on|handling) ${now}|(what|which) agents|do we have (an agent|any agents|agents|someone) <words>|is there an agent <words>|which agent (does|handles|can|is for|is responsible for|takes care of|would|will|takes) <words>|(what is|how is) <agent> ${now} [doing|busy with|getting on|going]|(any|are there any|is any|are any|are all|are the|are all the) [of the] (agents|agent) <words>|(is|does) the <agent> agent <words>|who does what|what (kind|kinds) of agents <words>|what can (the agents|<agent>) do|tell me about <agent>)`,
  ],
  [
    'status',
    'runners',
    `(which|what|how many|are|is|are all|are the|is the|are there|do we have|show|show me|list|is there|are there any|any|how are|how is|where are|where is|what about|are any|are all the|is any|tell me about|what is with|do i have|how do|status of) [the|our|all|any|a|my|all the] [free|idle|local|remote] (runner|runners|runner machines|machines) [<words>]`,
  ],
  [
    'status',
    'runners',
    `(runners|(what|which|who|where) <words> runner|(what|which|who|where) <words> runners|on (which|what) (machine|machines|runner|computer|computers|host) <words>|which (machine|machines|computer|computers|hosts) <words>)`,
  ],
  [
    'status',
    'last_run',
    `(show|give|open|read|print|see|tail) [me|us] [the] (log|logs|output|result|results|report) (of|from|for) the (last|latest|previous|most recent) (run|test run|build|tests)`,
  ],
  [
    'status',
    'last_run',
    `(how|what) (did|was|were|is|are|about|happened in|happened with|happened during|happened on|went wrong in|came out of) (the|our|my|your) (last|latest|previous|most recent|newest) (run|runs|test run|tests|build|execution|one) [go|end|do|say|result|look like|look|turn out|about|work|run|finish|produce|like|good|okay]`,
  ],
  [
    'status',
    'last_run',
    `how the (last|latest|previous|most recent) (run|test run|build) (ended|went|did|was|turned out|finished|looked|is going|is doing) [<words>]`,
  ],
  [
    'status',
    'last_run',
    `(what (is|was|were) the (result|results|outcome|output|status|end|duration|error) of (the|our|my) (last|latest|previous|most recent|newest) (run|runs|test run|tests|build|execution)|(did|has|was|is) the (last|latest|previous|most recent) (run|test run|build) <words>|(when|why|who|where|how long) (was|did|is|has|ran|started|does|took) the (last|latest|previous|most recent) (run|test run|build|runs) [<words>]|(show|show me|tell me about|tell me|give me|open|summarize|how about) [the] (last|latest|previous|most recent) (run|runs|test run|log|logs) [<words>]|last run|latest run|what did the (last|latest|previous) run <words>|how long did the (last|latest|previous) run <words>|how did (it|that) go|how did the run go|how did (the|our) [last] (tests|test run|build) (go|do|end|run|turn out)|what happened in the [last] run)`,
  ],
];
