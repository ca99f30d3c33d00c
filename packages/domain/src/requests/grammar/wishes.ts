import { phraseTable } from '../language/phrases.ts';

/** What something would be if it were so. */
export const nice =
  '(nice|great|good|cool|helpful|awesome|lovely|super|useful|handy|better|best|amazing|fantastic|wonderful|neat|sweet|interesting|worthwhile|wise|smart|ideal|perfect|sensible|important|worth it|a good idea|a nice touch|a plus|a bonus|excellent|fab|brilliant|preferable)';
const wouldBe = `[it|that] (would|might|could|will) [also|really|perhaps|maybe|probably|just|certainly|definitely] be [very|really|so|super|quite|even|much|pretty|kind of] ${nice}`;

/** "We need a footer": a wish that becomes "Add a footer". */
export const wishes = phraseTable(`
  (we|i|you|they|users|customers|people|our users|our customers|the site|the app|the shop|the team|visitors|the customers|shoppers) [really|also|still|urgently|just|all|desperately|badly|definitely] (need|want|require|would like|would love|should have|could use|could do with|are missing|am missing|miss|must have|lack|needs|lacks|is missing|have no|has no|are still missing|are in need of|have need of|are in want of|have want of|ought to have|would appreciate|would welcome|fancy|would enjoy|deserve|crave|wish for|expect|prefer)
  [the|our|my|one|a|some|many|several|two|three|more and more] [big|biggest|important] (customer|customers|client|clients|boss|cto|ceo|marketing|sales|legal|support|management|accounting|finance|stakeholders|product owner|pm|designer|designers|shop owners|merchants|people|folks|everyone|editors|admins|colleagues|ios|android|mobile|design|data|seo|marketing|sales|support|security) [team|guys|folks|department|people] [really|also|all|now|just|keep|keeps|still|would|urgently] (wants|want|like|love|asks for|asked for|ask for|asking for|is asking for|are asking for|needs|need|requested|requests|request|wished for|wishes for|demands|insists on|insist on|begs for|has asked for|have asked for|wants us|asks us|asked us|wants you)
  (any|is there any|is there a|a) chance [that] [to|of] (we|i|you|they) (get|have|could get|can get|could have|can have|will get)
  (any|is there any|is there a|a) chance (to|of) (get|getting|have|having|see)
  (legal|marketing|sales|support|the customer|the client|my boss|the boss|customers|users|seo|accounting|the designer) (says|say|said|thinks|told me|told us|tells us) [that] we (need|want|lack|should have|must have|are missing)
  there (should|must|needs to|ought to|has to|could|might|shall) [also|really|always] be
  (can|could|may|might) (we|i|you|they) [please|also|maybe] (have|get|give us|give me|offer|has)
  (let us|we will) (have|get)
  (it|this|that) (needs|would need|lacks|is missing)
  (give us|i am dreaming of|i dream of|how nice would be|${wouldBe} [for (us|me|users|everyone)] to (have|get|see)|i would [really] (love|like) to see|we would like to see|what we need is|what i need is|what i want is|what is missing is|my wish is|i wish for|i wish we had|i wish there was|i wish there were|if only we had|${wouldBe} if (we|there|i) (had|was|were|got))
  (i am|we are) [still|really] (looking for|missing|in need of|after|craving)
  (i|we) (would|had) rather (have|see|get)
  (need|needed|want|wanted|require|required|missing|requesting|is needed|are needed|it is needed|wished|wishlist :|my wish :|wish :|please give us|would like|would love|would appreciate)
  what (i|we) (would|really|would really) [want|need|like|love] (is|to have is|to see is)
  what (i|we) (would|really|would really) (want|need|like|love) is
`);

/** "It would be great if …": what follows tells what shall be. */
export const conditionalWishes = phraseTable(`
  ${wouldBe} if
  ${wouldBe} (that|for)
  it would (help|make things easier|make sense|make me happy|make my day|be appreciated|be worth it|improve things) [a lot|us|me|everyone|greatly|the users|users|customers|tremendously] if
  (i|we) would (love|like|appreciate|prefer|welcome|enjoy) [it] (if|that)
  (i|we) would (be happy|be glad|feel better|be grateful|sleep better|be delighted|be over the moon|feel safer|be happier) if
  (i|we) [really|just|do] wish [that]
  [please] make it so [that]
  ideally [,]
  (my|our) (wish|hope|suggestion|idea|proposal) (is|would be) that
  (it is|is) (required|necessary|needed|important|essential|desired) that
`);
/** These propose only before "we" or "you". */
export const proposals = phraseTable(`
  (what|how about|what about|how) if
  (why do not|why can not|should not|could not|can not|maybe)
`);
/** Who is meant to do it, after such a beginning. */
export const doers: ReadonlySet<string> = new Set('we you i someone somebody anyone anybody'.split(' '));
/** "Could the search box be wider?" */
export const askedChanges = phraseTable(`
  (could|can|may|might|would|should not|could not|can not) <subject> [please|maybe|perhaps|possibly|also|just|all] (be|get|have|become|look|show|use) <wanted>
`);
/** "Could the menu stay open?": before a subject and a verb. */
export const askedBehaviours = phraseTable(`
  (could|should not|could not|ought not|would not)
  (would|will) it be possible (for|that)
  (can|would) [you] [please] (make it so that|see to it that)
`);
/** "A banner for the sale would be nice" */
export const things = phraseTable(`
  <what> (would|could|might) be [really|very|so|super|quite|also|pretty] ${nice} [to have|to see|for <rest>|here|there|too|as well]
  <what> (would|could) [really|also] (help|help us|help a lot|help <rest>|make sense|do wonders|save <rest>)
`);
/** "Maybe the header could collapse" */
export const suggestions = phraseTable(`
  [maybe|perhaps|ideally] <subject> (could|might) [also|maybe|perhaps|just|simply] <verb> [<rest>]
`);
/** After "could the … be", these ask what is rather than for a change. */
export const noChanges: ReadonlySet<string> = new Set(
  'cause come explain affect happen mean break lead crash fail go caused related responsible wrong broken possible that because dangerous due why what how risky worth true right anything something going'.split(
    ' ',
  ),
);
/** Words that make "can the … be …?" a wish. */
export const comparing: ReadonlySet<string> = new Set(
  'please bit more less little pls slightly instead too'.split(' '),
);
