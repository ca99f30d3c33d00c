import type { DependencyCondition } from '@overmind/contracts/entities/task';
import { type Phrase, phraseTable } from '../language/phrases.ts';

/** What an earlier piece of work is called when a later one waits for it. */
const earlier = `(it|they|that|this|those|these|all|everything|both|[all of] (it|them|that|those|these|the above)|all (two|three|four|five|of that|steps)|(the|these|those) (two|three|first two|steps|tasks|fixes|changes)|that one|each of them|every one of them|[the] [unit|e2e|integration|smoke|visual|regression] tests|the (tests|test|checks|check|build|suite|pipeline|run|linter|lint|job|task|first one|first|results|result|review|deploy|deployment|migration))`;
const passes = `(pass|passes|passed|succeed|succeeds|succeeded|work|works|worked|go well|goes well|goes through|work out|works out|pass all|look good|looks good|(is|are|come back|comes back|turn out|turns out|comes out|come out|goes|go) [all] (green|okay|fine|good|clean|happy|successful|passing|well))`;
const ends = `((s|is|are|has been|have been|has|have|gets|get) [all] (done|finished|complete|completed|through|ready|deployed|merged|ended|in|landed|live|approved|over)|finish|finishes|finished|complete|completes|end|ends)`;
const fails = `(fail|is red|is broken|is failing|are failing|is wrong|crashes|crash|flakes|turn out red|fails|failed|break|breaks|broke|do not pass|does not pass|do not work|does not work|did not work|did not pass|go wrong|goes wrong|does not|do not|is not green|are not green|(is|are|come back|comes back|turns|turn|goes|go) (red|broken|failing))`;
const whatever = `(anything|something|any|any of them|one|one of them|any test|any tests|a test|some|some test|a check|any check|at least one|stuff)`;
const nothing = `(nothing|none|none of (them|it|those|these)|none of the (tests|checks)|no (test|tests|check|checks|one))`;
const trouble = `(an error|errors|failures|problems|issues|any (failures|errors|problems|issues|failure|error|problem|issue|bug|bugs)|a failure|a problem|an issue|any|bugs)`;
const how = `(it|they|that|this|these|those|the (tests|test|checks|check|build|run|suite)|all|everything)`;
const when =
  '(if|when|once|as soon as|assuming|provided|provided that|in case|as long as|but only if|but only when|(only|just) (if|when|once|after|as long as)|after|given|given that|granted|on condition that|so long as|whenever|now that)';

export interface Lead {
  after: DependencyCondition;
  /** Whether it speaks of the outcome, so that the other outcome waits for the same work. */
  isOutcome: boolean;
  phrases: readonly Phrase[];
}

/** Said before or after a step that waits for the one before it. */
export const conditions: readonly Lead[] = [
  {
    after: 'done',
    isOutcome: true,
    phrases: phraseTable(`
      ${when} ${earlier} [all] [still] ${passes}
      ${when} ${nothing} ${fails}
      unless ${earlier} ${fails}
      unless ${whatever} ${fails}
      if (so|yes|green|successful|all is well|all goes well|all good|that works|everything is okay|possible after that|there (are|is) (no|no more) (errors|failures|problems|issues|error|problem|issue|failure|bugs)|(you|it|they) (find|finds|found|show|shows) (nothing|no (errors|problems|issues|failures)))
      (in [the] (case|event) of [a] (success|(green|positive|good|passing) (result|outcome|run|build))|upon success|if successful|when successful)
      (on success|in that case|if the result is good|when green|once green|if all green)
    `),
  },
  {
    after: 'failed',
    isOutcome: true,
    phrases: phraseTable(`
      ${when} ${earlier} [still] ${fails}
      ${when} ${whatever} ${fails}
      should ${earlier} (fail|break|not pass|not work|go wrong|crash|be red|complain|find something|find anything|find errors|report errors|report something)
      should ${whatever} (fail|break|go wrong|crash|be red|come up|turn up|not work|not pass)
      (in [the] (case|event) of|upon) [a|an|any] (failure|failures|error|errors|trouble|problems|issues|(negative|bad|failing|red) (result|outcome|run|build))
      (if not|otherwise|on failure|or else|else|if there (is|are) ${trouble}|if (it|they|you) (find|finds|found|show|shows|turn up|turns up|discover|discovers) (something|anything|${trouble}))
    `),
  },
  {
    after: 'ended',
    isOutcome: true,
    phrases: phraseTable(`
      [and] [afterwards|then|after that] (in any case|either way|in either case|regardless|regardless of the (result|outcome)|no matter what|no matter what happens|whatever happens|whatever the (result|outcome)|pass or fail|anyway|no matter (if|whether) (it|they) (passes|pass|fails|fail|works|work) [or not]|no matter the (result|outcome)|independent of the (result|outcome)|come what may|success or failure)
      [and] [afterwards|then|after that] (no matter|regardless of|independent of|irrespective of|whatever|never mind|does not matter) [how|what|whether|if] ${how} (ends|end|ended|goes|go|went|turns out|turn out|comes out|come out|says|say|tells|tell|shows|show|brings|bring|finds|find|does|do|is|are|passes|pass|fails|fail) [or not|or fails|or fail|or passes|or pass]
      [and] [afterwards|then|after that] (no matter|regardless of|independent of|irrespective of|whatever) [what] (the|its|their) [test] (result|results|outcome|outcomes) [is|are|may be]
      whether [or not] (it|they|that|this|the tests) (pass|passes|fail|fails|work|works|succeed|succeeds|passed|failed|worked|succeeded) [or not|or fail|or fails|or pass]
      even (if|when) ${earlier} ${fails}
      (in any case|either way|no matter what|regardless|anyway) (afterwards|after that)
      (afterwards|after that|then) (in any case|either way|regardless|whatever happens|no matter what)
    `),
  },
  {
    after: 'done',
    isOutcome: false,
    phrases: phraseTable(`
      (and then|and than|then|after that|after this|afterwards|afterward|after which|subsequently|thereafter|following that|at the end|in the end|when finished|once finished|next up)
      (second|secondly|third|thirdly|fourth|fourthly)
      (and finally|finally|lastly|and lastly|last but not least|next|later|later on|as a next step|as the next step|in a second step|as a last step|as a second step|and after (that|this|it))
      (once|when|after|as soon as|after you are|once you are|when you are) (done|finished|ready|completed) [with (it|that|this|them)]
      ${when} ${earlier} [all] ${ends}
      ${when} (its|thats|theyre|it s) [all] (done|finished|complete|completed|through|ready|deployed|merged|in|live|approved|over|green|fixed)
      (based on|depending on|with|using|from|following) (that|this|the (results|result|findings|outcome))
    `),
  },
];

/** Longer ways to say "and". */
export const jointPhrases = phraseTable(`
  [and] as well as
  while (you|we) are (at it|there|on it|in there|at that|doing that|doing it|about it)
  (on top of that|apart from that|aside from that|other than that|besides that|in addition|in addition to that|at the same time|on another note|and by the way|oh and|oh)
`);

/** Adverbs that may also stand inside a clause: a link only before a command. */
export const adverbs: ReadonlySet<string> = new Set(
  'second secondly third thirdly fourth fourthly next later finally subsequently lastly else with from using otherwise'.split(
    ' ',
  ),
);

/** "Once the login task is done, …": the slot names a task that is there already. */
export const waits: readonly { after: DependencyCondition; phrases: readonly Phrase[] }[] = [
  {
    after: 'failed',
    phrases: phraseTable(`(if|when|once|in case|should) <task> (fail|fails|failed|has failed|breaks)`),
  },
  {
    after: 'ended',
    phrases: phraseTable(`
      (when|once|after|as soon as) <task> (ends|ended|has ended|is over|stops) [in any way|either way|regardless]
      (whether or not|no matter if|regardless of whether) <task> (passes|fails|succeeds|works) [or not]
    `),
  },
  {
    after: 'done',
    phrases: phraseTable(`
      (once|when|after|as soon as|if|only after|only once|only when) <task> (is|are|has been|have been|was|gets|got|has) [all] (done|finished|complete|completed|approved|merged|fixed|resolved|solved|live|deployed|released|reviewed|green|over|unblocked|unlocked|available|there|up|pushed|online|out|through|ready|accepted|landed|closed|passed|in)
      (once|when|after|as soon as|if|only after) <task> (finishes|completes|passes|succeeds|lands|finish|pass|works)
      (after|following|behind|right after|only after|depending on|upon) <task>
      (once|when) (you are|you have|we are|we have) (done|finished) (with|on) <task>
      (wait for|waiting for|wait until|wait till) <task> [is|to be|to] [done|finished|finish|complete] [and|and then|then|before]
      depends on <task>
    `),
  },
];
