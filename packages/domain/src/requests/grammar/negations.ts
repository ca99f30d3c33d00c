import { phraseTable } from '../language/phrases.ts';

/** What is said of what is not to be done. Whether "do not" is such depends on its verb. */
export const refrains = phraseTable(`
  (do not|never|do not ever|please do not) [you|ever|even|just|yet|dare|dare to|try to|go and|please]
  (better|rather|best) not [to]
  (let us|we should|you should|we must|you must|you may|you can|we can|i would) (not|never)
  (you|we|i) do not (need|have|want) [you] to
  (i|we) do not want <what> to
  (you|we) need not
  (stop|wait|halt|no|hold on) [,] (do not|never)
  (i|we) do not want (you|anyone|anybody|it|them|any agent|the agents|agents) to
  (you|nobody|no one|no agent) (must|should|may|can) (not|never)
  (nobody|no one|no agent|none of you) (must|should|may|can|is to|is allowed to)
`);
/** Care that something is not done; of an act on the board it is a refusal. */
export const cares = phraseTable(`
  (make sure|be sure|take care|be careful|see to it|ensure|remember|try|mind|pay attention) [that] (not to|never to|you do not|you never|nobody|no one|no agent|we do not|they do not)
`);
/** Nothing is asked for, whatever follows. */
export const holdingStarts = phraseTable(`
  (no|there is no|there is not any|there is no longer any) need (to|for|of)
  (do|doing) nothing (with|to|about|on|for|in)
  (no|zero) (change|changes) (to|in|on|at)
  (hold|holding) off [on|with|for]
  (hold|wait) (with|on with|back on|back with)
  (refrain from|keep from|keep your hands off|hands off|stay away from)
  avoid (running|touching|deploying|merging|canceling|starting|changing|approving|any) <what>
  (no|zero|no more|not any more) (deploys|deployments|releases|merges|changes|tests|runs|deploy|deployment|release|merge) (today|yet|for now|please|on|until|this week|before|without|tonight|after)
`);
/** All that is said. */
export const holdings = phraseTable(`
  (cancel|approve|run|do|start|deploy|merge|change|touch|retry|reject|delete|release) nothing [at all] [now|yet|today|please|for now]
  (hold|stop|halt|delay|postpone|freeze) [the|all|any] (deployment|deploy|deployments|release|releases|merge|merges|rollout) [for now|please|now|today|until <what>]
  not (that|this) one
  skip <what> (for now|this time|today|for the moment)
  [not yet|no|please|never mind|okay] (wait|hold) (for|until|till) (my|our|the) (go|okay|approval|word|signal|confirmation|answer|decision|green light|call)
  [never mind|no|okay] leave (it|that|this|them|everything) [be|alone|as it is|for now]
  (ignore|disregard|forget) (this|that|the|my) [last|previous|first|whole] (message|text|request|line|question|order|command|sentence|mail|post|input|one) [please]
  leave <what> (alone|be|as it is|as is|for now|for later|out|untouched|as they are|running)
  (not now|not yet|not today|no thanks|no thank you|no need|better not|rather not|not really|maybe later|later maybe|not necessary|forget about it|forget about that|do nothing|nothing|nothing for now|nothing else|nothing more|no more|that is not necessary|never mind|never mind that|nevermind|never mind it|nevermind that|forget it|forget that|forget that i asked|forget i asked|forget i said anything|leave it|let it be|drop it|scratch that|strike that|nope|no|nah|no no|please no|no please|i changed my mind|changed my mind|please do not|do not|no do not|do not do that|do not do it|not that|hands off|disregard that|ignore that|ignore that one|ignore my last message|ignore the last message|ignore what i said|disregard my last message|nothing right now|nothing at the moment|no changes|all good no need|wait with that|not anymore|on second thought no|rather not now|maybe another time|another time|skip it|skip that) [for now|then|yet|please|thanks|today|now|at the moment|right now|actually]
`);
/** Nothing is to be made; a verb after "to" makes it a matter of the product. */
export const unwanted = phraseTable(`
  (i|we) [really] (do not|no longer|will not|would not|never) [really] (want|need|require|like) <what> [anymore|any more|after all|now]
  (nobody|no one) (wants|needs|asked for) <what>
  there is no need for <what>
`);
/** After these words even a product's verb is a refusal. */
export const refusalEnds: ReadonlySet<string> = new Set(['yet', 'anymore', 'today', 'tonight', 'now']);
/** "Don't touch anything". */
export const refusalObjects: ReadonlySet<string> = new Set([
  'anything',
  'nothing',
  'it',
  'that',
  'them',
  'this',
]);
