import { phraseTable } from '../language/phrases.ts';

/** Before these a reason or a story ends, or begins. */
export const reasonJoints: ReadonlySet<string> = new Set(
  'because since as so cause cuz cos coz though although and but until till therefore hence thus while'.split(
    ' ',
  ),
);
/** A part that begins so says on what an act hangs. */
export const unmet: ReadonlySet<string> = new Set(
  'if when once unless whenever provided assuming suppose should after before'.split(' '),
);
/** Orders to the whole project that stand for themselves, whatever is said around them. */
export const bareActs: ReadonlySet<string> = new Set(
  'pause resume unpause continue carry proceed undo halt freeze suspend stop revert restart status'.split(
    ' ',
  ),
);
/** A part that is nothing but a denial takes back what stands beside it. */
export const denials = phraseTable(`
  [please|oh|and|but|no] (do not|never|no|nope|not|not yet|not now|wait|hold on|stop|under no circumstances|in no case|by no means|on no account|no way|please no|do not you dare|whatever you do do not) [ever|please|yet|now]
  (i|we|you|they|nobody|no one) (would|must|should|will|shall|can|may) (never|not)
`);
/** Conditions that are only kindness. */
export const polite = phraseTable(`
  (if|when|whenever|once) (possible|you (can|could|like|want|please|agree|may|will|wish|have (a|time|some|the)|find (time|the time|a)|get (to it|a chance|time|around)|do not mind|are (free|ready|done with that|so kind|back))|it is (okay|possible|not too much|fine|no trouble|all right)|that is (okay|possible|fine|all right)|needed|necessary|there is time|i may|convenient|it suits you)
`);
/** What went wrong in the conversation, not in the product. */
export const mistakes = phraseTable(`
  [oh|ah|oops|damn|sorry|no|ups|whoops|argh|shit|crap|my bad] [,] [oh|no|sorry] [guys|all|team|everyone|folks] [,] [that|this|it] [was|is] [the|a|my] (wrong|mistaken) (one|task|button|key|ticket|card|agent|click|line|number|window|chat|project|tab|item|thing|id|board|job)
  [oh|ah|oops|damn|sorry|no|ups] [guys|all|team|everyone] [,] (my (mistake|bad|fault)|i [have] [just] made (a|an) [small|big|stupid|silly] (mistake|error|slip|typo|blunder)|i (did|said|typed|clicked|chose|picked) (that|it|this|something) (wrong|wrongly|by mistake|by accident)|i (misclicked|mistyped|misread|misspoke|mixed (it|that|them) up|got confused|clicked (wrong|the wrong <what>)|was wrong|typed the wrong <what>|picked the wrong <what>|meant another one)|(a|an|just a) (typo|accident|slip)|(that|this|it) was (a mistake|wrong|not what i (meant|wanted)|an accident|by accident|unintended|too (fast|quick|early|soon))|wrong (way|order|place))
`);
/** Questions after what things are, not how they stand. */
export const meanings = phraseTable(`
  (what is|what are|what was|tell me|explain|describe) [me|to me] [the|a|any|some] [exact|main|big|real] (difference|differences|distinction|relation|relationship|connection) between
  what (does|do) [the|a|an] <what> (mean|stand for)
  what (is|are) (a|an) (runner|agent|cycle|task|discussion|run|orchestrator|key|reviewer)
  what is (meant by|the meaning of|the purpose of|the point of|the use of)
`);
/** Questions after what is wise. */
export const opinions = phraseTable(`
  (would|is|might|could|will) (it|that) [not] [be] (wise|smart|sensible|safe|okay|better|best|worth|worth it|worthwhile|reasonable|risky|dangerous|advisable|a good idea|a bad idea|too early|too late|too soon|allowed|clever|helpful|useful|necessary) [for (me|us|you)] (to|if we|if i|if you)
  does it make sense to
  what (if|would happen if|happens if) (we|i|you|someone|they)
  [do|you] [you] remember when (we|i|you|they)
  (do|would) you (think|recommend|suggest|advise) [that] [we|i] [should|could|can|to]
  (should|shall|must) (i|we)
  (do|would) (i|we) (have|need) to
  are we (allowed|supposed|ready) to
`);
/** Said to be kind to oneself, these ask for nothing though they look like it. */
export const evened = phraseTable(`
  (need|needed|want|wanted|i need|we need|i want|we want) (it|this|that|them) (for|by|before|in|at|on|to|until|now|today|soon|asap) [<what>]
  (tell|explain|show) (me|us) [please|that|why|more|again]
  (short|quick|long|brief|detailed|rough|one-line) (version|answer|form) [is|will do|only] [fine|enough|okay]
  (keep it|make it) (short|brief|quick|simple)
  [in] (one|two|a few|three|few) (sentence|sentences|lines|words|line)
`);
