import type { ControlTable } from '../control-table.ts';
import { forNow } from '../for-now.ts';

const orchestrator =
  '[the|a|an|another|one|next|one more] [new|full|fresh|quick|next|further] (orchestrator|orchestration|cycle|orchestrator cycle|orchestration cycle|planner|scheduler|planning cycle)';
const everything =
  '[the|all|all the] (orchestrator|orchestration|project|everything|queue|scheduling|scheduler|work|working|agents|runs|work on the project|working on the project|whole project|whole thing|all|it all|things|operations|processing)';

/** Acts on the whole project: help, pause, resume, a cycle, undo. */
export const projectControls: ControlTable = [
  ['help', 'plain', `help [me] [please]`],
  [
    'help',
    'plain',
    `(what|which) (commands|things|words) (can i|do you|are there|could i) [use|say|ask|understand|know|have|give]`,
  ],
  [
    'help',
    'plain',
    `what (can|could|should) (you|i|we) [all] (do|say|ask|ask you|tell you|do for me|do here|do with you|help with|do with this) [here|now|for me]`,
  ],
  [
    'help',
    'plain',
    `(what do you do|how do you work|how does (this|it|all this) work|commands|how (do|can|should) i (use|talk to|work with) (you|this|this thing|it)|what are you|what are you (able to do|capable of|good for|for)|help me out|how do i (start|begin|get started|use this)|what is possible [here]|how can you help [me]|what can be (said|done) here|i need a hand|give me a hand|what are the commands|who are you|list [the|all] commands|i need [some|your] help|i am lost|can you help me|what are my options|how to use this)`,
  ],
  [
    'help',
    'plain',
    `(show|give) [me|us] [the|some|a list of] [available|all] (help|commands|instructions|manual|options)`,
  ],
  ['pause', 'plain', `(pause|hold|halt|stop|freeze|suspend|interrupt) [${everything}] ${forNow}`],
  [
    'pause',
    'plain',
    `(do not|never) (start|begin|launch|schedule|pick up|take|take on|accept) (anything|any) [new|more|else|further] [work|tasks|runs|task] ${forNow}`,
  ],
  [
    'pause',
    'plain',
    `([put] everything on (hold|pause|ice) [for now]|hold on|wait|take five [everyone|everybody|all|team|guys]|everybody stop|everyone stop|stop it all|stop everything you are doing|stop working|take a break|put everything on hold|put the project on hold|stop (starting|taking|scheduling|picking up|accepting|beginning|doing) [any] [new|more|further] (work|tasks|things|runs|stuff)|(no|no more) [new|more] (work|tasks|runs) ${forNow}|(let us|we) [should] stop here ${forNow}|(let us|we) call it a day|(put|send) the (project|orchestrator|queue|agents) to (sleep|bed)|let (everything|everyone|it all|the agents) rest|(wait|hold on) with (new work|new tasks|everything|all work|the queue)|stop for now|everybody stop|everyone stop|(let us|we) (take|need|have|make) a (break|breather|pause|rest)|nothing new (until|till|before) <what>|hang on|(hang on|wait|hold on) (a|one|just a) (second|minute|moment|sec|bit|while)|stand by|stand down|at ease|cool it|hold your horses|hold your fire|give it a rest|take it easy|cease operations|go to sleep|call a halt|hold the line|stop the press|stop the presses|enough for (now|today)|hit pause|press pause|pause button|stop (whatever|everything|what|anything) [that] you are [all] doing ${forNow}|put [all|all the|the] (everything|work|orchestrator|project|agents|it all|tasks|whole thing) on (pause|hold|ice) ${forNow}|(everyone|everybody|all|all agents|agents|team|you all|let us) [please] (take a break|have a break|stop|pause|hold on|rest|take five)|(pause|stop|halt|freeze|suspend) (all|any|every) [new|further|the] (work|activity|activities|jobs|agents|operations|processing) ${forNow}|(bring everything to a halt|time out|timeout please|nobody move|down tools))`,
  ],
  [
    'resume',
    'plain',
    `(resume|continue|unpause|un-pause|go on|carry on|keep going|unfreeze|proceed|restart) [with] [${everything}] [again|now]`,
  ],
  [
    'resume',
    'plain',
    `(start|get|let us get) (working|going|to work|things going|moving|back to work|everything going) again`,
  ],
  [
    'resume',
    'plain',
    `((everybody|everyone|all|you can) [go] back to work|start again|start working again|pick up [the] work again|continue [with] [the] work|back to work|let us continue|get back to work|you (can|may) (continue|resume|go on|start again|work again)|take (tasks|work) again|the break is over|(everything|all|the work|all work|all agents|the agents|the project|everyone|work|it all) (may|can|should|shall|must) [now] (continue|resume|go on|proceed|run again|start again|carry on|work again)|[everyone|everybody|all] back to work [everyone|everybody|all|team|guys]|let (it|them|the agents|everything|the work|things|the queue|the team|the orchestrator|it all|everyone|all agents) (run again|work again|continue|go on|flow again|resume|start again|carry on|work on|run on) [now]|lift the (pause|freeze|hold)|keep at it|back on track [,] [continue|go on]|(start|resume|restart|wake|wake up|unpause) (the|all|all the) (agents|work|queue|runs|team) [again|up]|(let us|we can|you can|you may) (go on|continue|carry on|keep going|proceed|get going again|move on|start again|resume) [now|again|with the work]|end [of] the (pause|break|freeze)|(off you go|here we go|let us roll|on we go|let us move) [again|now]|(start|fire|power|spin|get) [everything|it|things] (up|back up|going|moving|rolling) [again|now]|[the] break is over|(you are|we are|it is) (clear|free|good) to (continue|go on|go|proceed|resume)|all clear [,] (continue|go on|resume|proceed|carry on)|(continue|resume|proceed) (now|please|everyone|with everything|as planned|as before|where you stopped|where you left off)|you can go on now|pick up [the] (work|where you left off) [again])`,
  ],
  [
    'run_cycle',
    'plain',
    `(run|start|trigger|kick off|launch|execute|do|fire|fire up|begin|make|invoke|spin up|call|let) ${orchestrator} [again|now|cycle|please|run|pass|once|work|go|do its thing|once more|immediately|right away|off]`,
  ],
  [
    'run_cycle',
    'plain',
    `(do|run|make|start|begin|plan|go for|let us do|have) (another|one more|a new|a|the next|a fresh|next) (pass|round|cycle|planning round|planning pass|iteration|orchestrator pass|orchestrator round) [please|now]`,
  ],
  [
    'run_cycle',
    'plain',
    `((next|another|one more|new) (cycle|orchestrator cycle|round) [please|now]|(plan|schedule|orchestrate) (again|now|anew)|cycle [please|now|again])`,
  ],
  [
    'run_cycle',
    'plain',
    `(go|go go go|run|run it all|run everything|get going|get started|start working|start work|plan and schedule|(run|do|start) the (planning|scheduling|orchestration)|(have|let|make) the orchestrator (do a round|run|go|work|plan|do its (thing|work|job)|start|take a pass) [now|once|again]|start everything|start the work|get to work|start [with] [all] [the] (queued|waiting|open|pending) (tasks|ones|work|things)|run [all] [the] [queued|waiting|open|pending] (tasks|ones)|work (through|off|on) the (queue|backlog|board)|process the queue|get cracking|do your thing|plan the next (tasks|steps)|schedule the [queued|waiting] tasks|orchestrate)`,
  ],
  [
    'undo',
    'plain',
    `(undo|take back|revert|reverse|roll back) [that|it|this|the last (one|thing|action|change|command|request|step|act)|what you [just] did|my last (action|command|request|message)|all that|all of that|both] [please|again]`,
  ],
  [
    'undo',
    'plain',
    `(take (that|it|this) back|(undo|take back|revert|reverse) (what|everything|whatever) (i|you|we) [have] [just|last] (said|did|done|asked|wrote|ordered|changed|told you|requested)|roll (that|it|this) back|undo [the|your|my] last <what>|(undo|revert|reverse|take back) (the|that|my|your) (cancellation|approval|rejection|assignment|change|deletion|retry|pause|action|comment|priority change|reassignment)|(undo|revert|reverse|take back|roll back) [the|your|my] (last|previous|latest) (thing|action|change|step|act|command|order|request|message|instruction) [you did|you made|i said|i asked|i gave|of mine|i made|please]|put (it|that|them|everything) back [as it was|how it was]|(i|you) did not mean (that|to|it)|i take (that|it|this) back|(cancel|undo|revert|take back|reverse) (my|the|your) last (command|action|step|act|thing|change|request|message|order) [please]|go back [one|a] step|step back|one step back|that was a mistake|that was wrong|oops|go back|make that undone|un-do [that|it]|reverse that)`,
  ],
];
