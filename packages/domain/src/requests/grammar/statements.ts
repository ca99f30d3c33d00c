import { compilePhrase, phraseTable } from '../language/phrases.ts';

/** Words that say that something is wrong with the product. */
export const troubles: ReadonlySet<string> = new Set(
  `broken break breaks broke fails failing crash crashes crashing crashed bug bugs error errors wrong slow missing stuck hangs
  hang freezes freezing flaky leak leaks leaking timeout timeouts throws 404 500 502 503 403 incorrect outdated ugly confusing
  unreadable misaligned overlapping overlaps flickers flickering invisible unusable wrongly typo typos regression insecure
  vulnerable laggy sluggish duplicated duplicates inaccessible corrupt corrupted unresponsive ignored lost empty blank
  nullpointerexception exception exceptions stacktrace traceback segfault deadlock inconsistent cluttered truncated 500s
  404s crashed lagging jumps disappears vanishes vanished rejects refuses refused overlap overlapped loses loosing cropped ignores jittery choppy unreliable doubled twice crooked jumpy shifted squashed stretched pixelated garbled cut mangled misspelled misspelt outdated obsolete stale deprecated times flashes wobbles pointless nowhere blurry unclear down offline unreachable`.split(
    /\s+/,
  ),
);
/** What is named when a thing is to be fixed. */
export const troubleNouns: ReadonlySet<string> = new Set(
  'bug bugs error errors crash crashes issue issues problem problems leak leaks warning warnings failure failures regression regressions typo typos flicker vulnerability vulnerabilities mistake mistakes glitch glitches deadlock race bottleneck'.split(
    ' ',
  ),
);

/** "There is a bug in the cart": the slot is what is to be fixed. */
export const findings = phraseTable(`
  there (is|are|seems to be|must be|appears to be|might be|has been|was) [still|also|probably|obviously|again] [a|an|some|another] <what>
  (i|we|qa|the tests|tests|support|testers|our testers|users|customers|someone|you|people|they|a user|a customer|support) (found|have found|noticed|discovered|saw|see|spotted|have|got|hit|ran into|have got|detected|get|are getting|keep getting|are seeing|keep seeing|reported|report|found out about) [a|an|some|another] <what>
  (it|this|that) (is|looks like|seems like) (a|an) <what>
`);
/** Others who tell what is wrong; the rest is what they tell. */
export const tellings = phraseTable(`
  (a customer|customers|the customer|a user|users|support|the support|the client|a client|someone|somebody|people|marketing|my boss|the boss|we|i|my colleague|everybody|everyone|several users|some users|some customers|many users) [just|also|has|have|keeps|keep|already] (says|say|said|report|reports|reported|reporting|complain|complains|complained|complaining|told|tells|tell|write|writes|wrote|mention|mentioned|noticed|claim|claims) [us|me|to us] [that|about|:]
`);
/** What keeps going wrong. */
export const annoyances = phraseTable(`
  (i|we|you|users|customers|they|people|it|the users|the customers|visitors|everyone) (keep|keeps|always|sometimes|often|constantly|still|never|randomly|just) (get|getting|gets|see|seeing|sees|receive|receiving|lose|losing|loses|have to|has to|having to|being|are|run into|running into|hit|hitting)
  (got|getting|i get|we get|i am getting|we are getting|i got|we got|seeing|hitting|i see|we see|i am seeing) (a|an|another|some|lots of|many|too many|tons of|random|weird|strange|duplicate|the wrong)
`);
/** Before what somebody would have otherwise. */
export const discontents = phraseTable(`
  (i|we) (am|are) [really|still|very] (not [really|very|so|too|at all|quite|entirely] (happy|satisfied|pleased|content)|unhappy|dissatisfied|unsatisfied|displeased) (with|about)
`);
/** With these nobody is content either, but they are no part of the product. */
export const notProduct: ReadonlySet<string> = new Set(
  'you me us them him her this that it team agents agent progress pace work status project task tasks result results answer answers plan budget'.split(
    ' ',
  ),
);
/** Pleasant facts, which ask for nothing. */
export const niceties = phraseTable(`
  <what> (is|are|looks|look|was|were|feels|works|work|tastes|sounds|seems|went) [so|very|really|quite|pretty|all|just] (nice|great|good|lovely|beautiful|fine|awesome|amazing|fun|sunny|fantastic|perfect|well|perfectly|wonderful|excellent|flawlessly|smooth|super|cool|impressive) [today|now|again|so far|here|this week]
`);
export const smallTalk: ReadonlySet<string> = new Set(
  'weather weekend lunch coffee dinner breakfast friday birthday holiday holidays vacation football movie joke hungry tired sleepy dog cat raining snowing sunny wife husband kids traffic'.split(
    ' ',
  ),
);
/** "The button should be blue": what is, and what is wanted of it. */
export const demands = phraseTable(`
  <subject> (should|must|has to|have to|needs to|need to|ought to|shall|had better) [also|still|always|only|really] <wanted>
`);
/** "The header needs a logo" */
export const needs = phraseTable(`
  <subject> (needs|need|could use|requires|lacks|deserves|deserve|lack|require|is missing|are missing|has no|have no|should have|must have|should get) [still|also|really] (a|an|some|more|another|its own|no|better|new) <wanted>
`);

/** Words about persons, from whom nothing is demanded. */
export const persons: ReadonlySet<string> = new Set([
  'i',
  'we',
  'you',
  'he',
  'she',
  'it',
  'this',
  'that',
  'they',
  'what',
  'which',
  'who',
  'there',
]);

/** "Create a task to …": the slot is the work. */
export const taskForms = phraseTable(`
  (create|add|make|open|file|new|log|raise|write|put in|start|queue|queue up|schedule|register|enter) [me|us] [a|an|another|one|the] [new|separate|follow-up|followup|extra] [<kind>] (task|ticket|todo|to-do|issue|card|job|story|todo item|work item) [for <agent>|for the <agent> agent|on the board|in the backlog|to the board|to the backlog] (to|for|:|that says|saying|called|named|titled|which says|about|where <agent> should|with the title|,|-)
  (add|put) (to|on|into|in) the (board|backlog|queue|list|todo list|to-do list) (:|that|-)
  (new|a new|another) (task|ticket|todo|job|card) [for <agent>] (:|,|-|to)
  (another|one more|a second|a third|a separate) [one|task|ticket|card] (for|about)
  (one|a) [separate|new] (task|ticket|card) (for|about)
  one (for|about)
  (there is|i have|here is|we have|i have got|we have got) (a|another|some) [new] (task|job|work|ticket|todo) [for <agent>|for you|to do] (:|,|-)
  (todo|to-do|task|fixme) (:|-)
`);

/** What others said or asked, or what was done already: nothing to do now. */
export const reports = phraseTable(`
  (he|she|they|bob|alice|someone|somebody|my boss|the boss|the client|the customer|my colleague|a colleague|everyone|people|the team|the pm|our pm|marketing|support|my manager|the manager) (said|says|told|asked|asks|thinks|thought|claims|claimed|suggested|suggests|mentioned|mentions|believes|wondered|wrote|tells|keeps saying|keeps asking) <rest>
  (i|we) [just|already|have|have already|have just|also|yesterday|once|then|nearly|almost] (approved|canceled|rejected|merged|retried|restarted|deployed|paused|resumed|disabled|enabled|assigned|ran|fixed|added|removed|deleted|did|tried|told|asked|said|heard|read|saw|wrote|checked|tested|reviewed|finished|changed|started|stopped|reverted|looked|commented|blocked|updated|released|created|handled|talked|thought|wondered|forgot|took) <rest>
  (i|we) (am|are|was|were) [already|just|currently|still] (approving|canceling|deploying|testing|reviewing|thinking|working|looking|wondering|talking|checking|discussing|planning|considering|waiting|reading) <rest>
  (i|we) (was|were) [just|actually|already] (going|about|planning|supposed|tempted|hoping|meaning) to <rest>
  (i|we) (might|may|will|would|could|can) [probably|maybe|then|later|also|still] (approve|cancel|reject|deploy|think|review|look|check|decide|retry|see|merge|do|let you know|come back|tell you|test|fix|take care|handle|be back|consider) [<rest>]
  (i|we) (think|believe|hope|know|guess|heard|wonder|wish|remember|assume|doubt|fear|worry|suppose|feel) [that] (qa|it|they|the <what>|we|you|i|someone|he|she|this|that|there) <rest>
  <subject> (was|were|got|has been|have been|had been) [already|just|never|not|also] (approved|canceled|rejected|merged|retried|paused|disabled|enabled|deployed|fixed|done|finished|restarted|released|assigned|blocked|changed|reverted|closed|started|completed|reviewed|tested|added|removed) [<rest>]
  (qa|backend|frontend|infra|the <what>|someone|somebody|he|she|they|bob|alice) [has|have|already|just] (approved|canceled|rejected|merged|retried|paused|disabled|enabled|deployed|fixed|finished|restarted|released|assigned|blocked|changed|reverted) <rest>
  (thinking about|thinking of|planning to|about to|going to|considering|no idea whether|not sure if|not sure whether|unsure if|undecided whether|still deciding whether) <rest>
  (it|that|this|she|he) (would be|would have been|might be|could be|may be) <rest>
  <when> [,] (i|we|<agent>|someone|somebody|he|she|they|the <what>) [had|have|has|just|already|also] <past> <rest>
  (<agent>|someone|somebody|he|she|they) [has|had|have|already|just] <past> <rest>
`);

/** What might be or might have been; nothing to do unless a request follows. */
export const hypotheticals = phraseTable(`
  (if|suppose|supposing|imagine|assuming|what if|in case|say|had i|were i to) (i|we|you|he|she|they|someone|somebody|anyone|it|that|this|<agent>) [would|had|were|were to|ever|also|could|can|should|have|has] <rest>
`);
/** How a task stands. */
export const standing = compilePhrase(
  '<subject> (failed|fails|fail|crashed|flaked|broke|timed out|is|are|was|were|has|have|got|looks|look|did not|does not) [<rest>]',
);
/** When something was. */
export const pastTimes = phraseTable(`
  (yesterday|last (week|night|month|year|friday|monday|tuesday|wednesday|thursday|sprint|time)|this morning|earlier [today|this week]|(an|one|two|a few|a couple of|some|three) (hour|hours|minute|minutes|days|day|weeks) ago|the other day|recently|a while ago|a moment ago|just now|back then|in the meeting|at lunch|the day before yesterday)
`);
/** Who is spoken of when it is told how a wish came up. */
export const personNouns: ReadonlySet<string> = new Set(
  'customer customers client clients support sales marketing boss team legal manager colleague colleagues people somebody someone user users owner owners accountant accounting tester testers stakeholders management ceo cto intern shoppers visitors we i they he she'.split(
    ' ',
  ),
);
/** Where somebody stands who goes on to ask for something. */
export const settings = phraseTable(`
  [just|i am|i|we|am] [just|still|currently|finally] (got|came|back|coming|getting|out|new|trying|working|sitting|looking at|reading|talking|thinking|preparing|planning) (out|back|off|from|of|on|to|at|in|with|about)
  (this|here|it) is [me|again] <name> (from|of|here)
  (context|background|fyi|for context|for your information) [:|,|-]
`);
