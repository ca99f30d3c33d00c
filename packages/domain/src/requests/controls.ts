import type { Intent } from '@overmind/contracts/entities/request';

export interface ControlRule {
  intent: Intent;
  /** Matched against a part without fillers. A group `what` holds the words that name tasks, `who` an agent. */
  says: RegExp;
  /**
   * `loose`: the words are enough. `strict`: counts only when `what` (or `who`) is known, because the same words
   * may ask for work: "stop the spinner", "disable the button".
   */
  match: 'loose' | 'strict';
}

const rules: [Intent, ControlRule['match'], ...RegExp[]][] = [
  [
    'help',
    'loose',
    /^(?:help|help me|what can (?:you|i) (?:do|say|ask)|what do you do|how do you work|how does this work|commands|show (?:me )?(?:the )?(?:help|commands))$/i,
  ],
  [
    'run_cycle',
    'loose',
    /^(?:run|start|trigger|kick off|launch|execute|do)\s+(?:the |a |another )?(?:new )?(?:orchestrator|orchestration|cycle|orchestrator cycle|orchestration cycle|planner|scheduler)(?: again| now| cycle)?$/i,
    /^(?:go|go go go|run|run it all|run everything|run all(?: the)? (?:queued )?tasks|get going|get started|start working|start work|plan and schedule)$/i,
  ],
  [
    'pause',
    'loose',
    /^(?:pause|hold|halt|stop|freeze|suspend)(?: (?:the )?(?:orchestrator|orchestration|project|everything|queue|scheduling|scheduler|all(?: the)?(?: work| agents)?|work|working))?(?: for (?:now|a (?:moment|while|bit)))?$/i,
    /^(?:don't start (?:anything|any) (?:new|else)|hold on|take a break)$/i,
  ],
  [
    'resume',
    'loose',
    /^(?:resume|continue|unpause|un-pause|go on|carry on|keep going|unfreeze)(?: (?:the )?(?:orchestrator|orchestration|project|everything|queue|scheduling|work|working))?$/i,
  ],
  [
    'undo',
    'loose',
    /^(?:undo|take back|revert)(?: (?:that|it|this|the last (?:one|thing|action|change|command|request)|what you (?:just )?did))?$/i,
  ],
  [
    'disable_agent',
    'strict',
    /^(?:disable|turn off|switch off|deactivate|pause|stop|bench) (?:the )?(?<who>@?[\w-]+)(?: agent)?$/i,
  ],
  ['disable_agent', 'strict', /^(?:turn|switch) (?:the )?(?<who>@?[\w-]+)(?: agent)? off$/i],
  [
    'enable_agent',
    'strict',
    /^(?:enable|turn on|switch on|activate|reactivate|re-enable|unpause|resume) (?:the )?(?<who>@?[\w-]+)(?: agent)?$/i,
  ],
  ['enable_agent', 'strict', /^(?:turn|switch) (?:the )?(?<who>@?[\w-]+)(?: agent)? (?:back )?on$/i],
  [
    'what_changed',
    'strict',
    /^what (?:did|has|does) (?<what>.+?) (?:change|changed|do|done|touch|modify|modified)$/i,
    /^what (?:has )?changed (?:in|with|by|for) (?<what>.+)$/i,
    /^(?:show|show me|see|open|give me) (?:the )?(?:diff|changes)(?: (?:of|for|from|in|by) (?<what>.+))?$/i,
    /^(?:diff|changes)(?: (?:of|for))? (?<what>.+)$/i,
    /^what changed$/i,
  ],
  [
    'status',
    'loose',
    /^(?:status|state|progress|report|overview|summary|update|standup)(?: (?:please|report|update))?$/i,
    /^(?:(?:what's|what is|show|show me|get|give me|tell me) )?(?:the |a |an |your |our )?(?:current |project |overall )?(?:status|state|progress|overview|status report|status update|update|board|queue|backlog)(?: (?:of|on) (?:the project|everything|things|all tasks|all))?$/i,
    /^(?:what's|what is|what are|who's|who is|which tasks are|what tasks are|anything|is anything|are there any tasks|any tasks) (?:\w+ )?(?:currently |still |now )?(?:running|going on|happening|up|in progress|active|queued|waiting|blocked|failing|failed|left|next|open|pending|done|new|in review|in the queue|on the board|working|being worked on|cooking|to review|ready for review|waiting for review|waiting for me|stuck)(?: (?:right now|now|at the moment|today))?$/i,
    /^what (?:are|is) (?:you|they|everyone|everybody|the agents|all agents|the team) (?:doing|working on|up to)(?: (?:right now|now))?$/i,
    /^what (?:failed|broke|finished|got done|happened|have you done|did you do|needs (?:my )?(?:review|attention|me)|do i (?:need|have) to (?:review|do|approve)|needs to be reviewed|should i review)(?: (?:today|so far|yet|next))?$/i,
    /^(?:how|where) (?:are|is) (?:we|things|it|everything|it all|the project)(?: (?:going|doing|looking|coming along|standing|at))?$/i,
    /^(?:how's|how is) (?:it|everything|the project|it all|progress|work)(?: (?:going|doing|looking|coming along))?$/i,
    /^(?:list|show|show me) (?:all |the |all the |my )?(?:open |running |queued |blocked |failed )?(?:tasks|runs|jobs)$/i,
    /^(?:how many tasks|are we done|is everything done|are you done|any (?:news|progress|updates?))(?: .{0,30})?$/i,
  ],
  [
    'status',
    'strict',
    /^(?:how's|how is|how are|where's|where is|what about|what's up with|what happened to|what is happening with|what's happening with) (?<what>.+?)(?: (?:going|doing|coming along|coming|looking|progressing|getting on|now))?$/i,
    /^(?:(?:what's|what is|show|show me|get|give me|tell me) )?(?:the )?(?:status|state|progress)(?: (?:of|on|for))? (?<what>.+)$/i,
    /^(?:is|are|did|has) (?<what>.+?) (?:done|finished|ready|complete|completed|running|blocked|queued|still running|in progress|failed?|finish|pass|passed|succeeded|succeed)(?: (?:yet|now|already))?$/i,
    /^(?:any|is there any) (?:news|progress|updates?) (?:on|about|with) (?<what>.+)$/i,
    /^(?:why is|why's|why are|why did|why has|what's blocking|what is blocking) (?<what>.+?)(?: (?:blocked|waiting|queued|stuck|fail|failed|not running|still queued))?$/i,
    /^(?<what>.+?) status$/i,
    /^(?<what>#\d+|[A-Z][A-Z0-9]{0,7}-\d+)$/i,
  ],
  [
    'cancel',
    'loose',
    /^(?:cancel|abort|call off)(?: (?<what>.+))?$/i,
    /^(?:forget|never ?mind) (?<what>.+)$/i,
  ],
  [
    'cancel',
    'strict',
    /^(?:stop|kill|drop|delete|remove|discard|scrap|skip|terminate|end|close) (?<what>.+)$/i,
  ],
  [
    'retry',
    'strict',
    /^(?:retry|re-?run|restart|re-?queue|unblock|redo|re-?do)(?: (?<what>.+?))?(?: again| now)?$/i,
    /^(?:try|do|run|start) (?<what>.+?) (?:again|once more|one more time|another time)$/i,
    /^(?:try again|again|run again|once more|another go|give (?<what>.+) another (?:go|try|run))$/i,
  ],
  [
    'approve',
    'strict',
    /^(?:approve|accept|merge|lgtm|sign off(?: on)?|ship|confirm|pass)(?: (?<what>.+))?$/i,
    /^(?:looks good(?: to me)?|lgtm|ship it|all good)(?:[,:]? (?<what>.+))?$/i,
    /^(?<what>.+?) (?:looks good(?: to me)?|is (?:approved|good|fine|ok|okay))$/i,
    /^mark (?<what>.+?) (?:as )?(?:done|approved|accepted|reviewed)$/i,
  ],
  [
    'reject',
    'strict',
    /^(?:reject|decline|refuse|send back|return|turn down|request changes (?:on|to|for|in)|ask for changes (?:on|to|for|in))(?: (?<what>.+?))?(?:(?:[,:;]| because| since| as|,? it| - )\s*.*)?$/i,
    /^send (?<what>.+?) back\b.*$/i,
    /^(?<what>.+?) (?:is rejected|is not good enough|isn't good enough|needs (?:more )?(?:work|changes))$/i,
  ],
  [
    'reprioritize',
    'strict',
    /^(?:make|mark|set|move|change|put|treat) (?<what>.+?) (?:as |to |at |to be )*(?:be )?(?:more |less |very )?(?<level>urgent|critical|important|p[1-5]|(?:highest|top|high|normal|medium|low|lowest)(?: priority)?|the top|the front|first|the bottom|last)(?: of the (?:queue|list|backlog))?$/i,
    /^(?<level>prioriti[sz]e|deprioriti[sz]e|bump up|bump|boost|escalate|expedite)(?: (?<what>.+?))(?: to (?<level2>p[1-5]))?(?: please)?$/i,
    /^(?<level>raise|increase|bump|up|lower|reduce|decrease) (?:the )?priority (?:of|for|on) (?<what>.+?)(?: to (?<level2>p[1-5]))?$/i,
    /^(?:set|change) (?:the )?priority (?:of|for|on) (?<what>.+?) to (?<level>p[1-5]|[1-5]|urgent|high|normal|medium|low)$/i,
    /^(?<what>.+?) (?:is|are) (?:now )?(?<level>urgent|critical|important|top priority|high priority|low priority|not urgent|p[1-5])$/i,
    /^(?:do|start with|take) (?<what>.+?) (?<level>first|next|last)$/i,
    /^(?<what>\S+) (?<level>p[1-5]|urgent)$/i,
  ],
  ['run_cycle', 'strict', /^(?:run|start|execute|begin|work on|do|schedule|launch) (?<what>.+?)(?: now)?$/i],
  [
    'discuss',
    'loose',
    /^(?:discuss|debate|brainstorm|talk (?:about|through)|have a discussion|start a discussion|have the (?:team|agents) (?:discuss|debate))\b.*$/i,
  ],
  [
    'spec',
    'loose',
    /^(?:spec out|spec|specify|(?:write|make|create|draft|start|prepare) (?:a|the|an) (?:spec|specification|requirements document|prd)\b).*$/i,
  ],
];

/** In the order they are tried. */
export const controlRules: readonly ControlRule[] = rules.flatMap(([intent, match, ...patterns]) =>
  patterns.map((says) => ({ intent, says, match })),
);

export interface SlashCommand {
  intent: Intent;
  takes: 'nothing' | 'targets' | 'agent' | 'text';
}

export const slashCommands: Readonly<Record<string, SlashCommand>> = {
  status: { intent: 'status', takes: 'targets' },
  help: { intent: 'help', takes: 'nothing' },
  run: { intent: 'run_cycle', takes: 'targets' },
  cycle: { intent: 'run_cycle', takes: 'nothing' },
  pause: { intent: 'pause', takes: 'nothing' },
  resume: { intent: 'resume', takes: 'nothing' },
  cancel: { intent: 'cancel', takes: 'targets' },
  retry: { intent: 'retry', takes: 'targets' },
  approve: { intent: 'approve', takes: 'targets' },
  reject: { intent: 'reject', takes: 'targets' },
  diff: { intent: 'what_changed', takes: 'targets' },
  enable: { intent: 'enable_agent', takes: 'agent' },
  disable: { intent: 'disable_agent', takes: 'agent' },
  priority: { intent: 'reprioritize', takes: 'targets' },
  undo: { intent: 'undo', takes: 'nothing' },
  discuss: { intent: 'discuss', takes: 'text' },
  spec: { intent: 'spec', takes: 'text' },
  task: { intent: 'create_tasks', takes: 'text' },
};

/** Words of a `level` group. */
export const levels: readonly (readonly [RegExp, number])[] = [
  [/^p?([1-5])$/i, 0],
  [
    /^(?:urgent|critical|top|highest|top priority|highest priority|the top|the front|first|prioriti[sz]e|escalate|expedite)$/i,
    1,
  ],
  [/^(?:important|high|high priority|raise|increase|bump|bump up|boost|up|next)$/i, 2],
  [/^(?:normal|medium|normal priority|medium priority)$/i, 3],
  [/^(?:low|low priority|not urgent|lower|reduce|decrease|deprioriti[sz]e)$/i, 4],
  [/^(?:lowest|lowest priority|the bottom|last)$/i, 5],
];
