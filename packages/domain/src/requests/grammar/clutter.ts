import { phraseTable } from '../language/phrases.ts';
import { nice } from './wishes.ts';

/** Sounds that carry nothing wherever they stand. */
export const hesitations: ReadonlySet<string> = new Set(
  'uh uhh uhm um umm er erm ehm hmm hm ah eh euh mhm'.split(' '),
);
/** Said with a pause on either side, these carry nothing too. */
export const asides = phraseTable(`
  (you know|like|i guess|i think|let us see|let me see|let me think|how do i say|so to speak|kind of|sort of|well|under any circumstances|whatever happens|no matter what|please|ever|at all|if possible|by the way|of course|however|in any case|by any means|if you can|for heaven's sake|i repeat|really)
`);

/** Ways to begin that are not part of what is asked. */
export const openings = phraseTable(`
  (hey|hi|hello|yo|hiya|dear|greetings|ahoy) [there|again] [there|team|again|guys|all|everyone|overmind|buddy|mate|bot|assistant|folks|dashboard|computer|system|machine|robot|app|friend|friends|my friend]
  [good] (morning|afternoon|evening|day) [team|everyone|all] ,
  good (morning|afternoon|evening) [team|everyone|all]
  (okay|alright|right|so|well|now|oh|anyway|cool|great|nice|fine|good|perfect|hm|overmind) [so|then|now|well]
  (look|listen) ,
  (like|so like|oops|whoops|ups) [,]
  (no|nope|sorry|actually|wait|hm|oh no) ,
  (all right|ah|yeah|yep|yes|sure) [so|and|then|well]
  (please|kindly|just|actually|basically|maybe|perhaps|quickly|simply|additionally|also|lastly|literally|honestly)
  (first of all|firstly|first|secondly|second|thirdly|third) [please] [,]
  (could|can|would|will) you [please|kindly|maybe|perhaps|just|also|quickly|now|then|possibly|guys] [go ahead and|be so kind to|be so kind and]
  (could|can) (we|i get you to|i ask you to|someone|somebody|anyone|one of you|you guys) [please|maybe|just|also|have you]
  (you|we) [really|also|probably|definitely|seriously|finally] (could|can|should|must|might|may|ought to) [please|just|also|really|now|then|probably|finally]
  (somebody|someone|anyone|anybody|one of you|one of the agents) [really|please] (should|must|could|can|has to|needs to|ought to|might) [please|really|also]
  [it|that] (would|might|could|will) [also|really|perhaps|maybe|probably|just] be [very|really|so|super|quite] ${nice} (to|if you could|if you can|if we could|if we can|if someone could|if somebody could)
  (would not|would|might|could) (it|that) [not] be ${nice} (to|if we|if you)
  it (would|might|could) make sense to
  (is it|would it be|is it at all|would it at all be) possible (that|for) (you|we|someone)
  (kindly|please) do the needful and
  (i would|we would) (be happy|be glad|be grateful|appreciate it|love it|like it) if (you|someone|somebody) (could|would|can)
  (i am|we are) [kindly|politely|hereby] (asking|begging|requesting|instructing) you to
  (i|we) [would like to|want to|wish to|must|have to|hereby|kindly|politely|respectfully|now] [kindly|politely] (ask|request|beg|urge|order|instruct|tell|invite|advise) you [kindly|now|please] to
  (i|we) [kindly|hereby] (ask|request) that you
  (there is|we have|i have) (an urgent|a) need to
  (on|for) (the|our) (todo|to-do list|todo list|list|agenda) [is to] [:]
  i (want|need|would like|expect|would love|would want|am asking) [for] you to [please|just|also]
  (i|we) (want|need|would like|have|would love|wish|plan|are going|am going|got|ought) to [just|also|please|really]
  (we|i|you) (really|also|just|still|probably|urgently) (need|have|want) to
  (we|you|i) (should|must|could|better|had better|might want to|may want to) [just|also|please|really|probably|maybe]
  (you|they) (need|have) to [also]
  (let us|let me|go ahead and|go ahead|go and|try to|try and|help me to|help us|feel free to|get to work and)
  (do|would) me a favor and
  (be sure to|make sure to|make sure you|make sure that you|remember to|do not forget to|please remember to|see to it that you)
  (do not forget|remember) [,] (to|we need to)
  (your job is to|the next thing is to|next thing|next up|the task is to|the goal is to|your task is to|your task|todo|to do) [:]
  it would be (nice|great|good|cool|helpful|awesome|lovely|super) (to|if you could|if you can|if we could|if we can|if you would)
  (i would appreciate it|i would be happy|i would be glad|i would be grateful|we would appreciate it) if you (could|would|can)
  (would|do) you mind
  (is it possible|would it be possible|are you able) (to|for you to)
  (what|how) about
  (if|when|whenever) (you can|possible|you could|you want|you do not mind|you would|you like|it is okay|it is not too much trouble)
  (i think|i guess|i suppose|i believe|i reckon|imho|imo|in my opinion|i feel like|i feel|i was thinking|i was wondering if you could|i wonder if you could) [that] [maybe] [we should|you should|we need to|we could|you could|you can|we must|we have to|we can]
  (time|need) to
  (must|have to|got to)
  either
  next :
  (could|can|may|might) i [please|also|just] (ask|get|bother|trouble) (you|someone|somebody|anyone) to
  (one more|another one|and another thing|last one|next one|forgot to (mention|say|add|tell you)|almost forgot|before i forget|ps|p.s.|note to self|reminder|small one|easy one|heads up|quick win|minor thing|little thing|random) (:|,|-)
  (i was|i am|we were|i have been|been) (wondering|thinking|asking myself) [if|whether|that|about it and] [maybe] (we|you|someone|somebody) (could|should|can|might) [maybe|perhaps|also]
  (someone|somebody|anyone|any of you|guys|folks|people|everybody|team) [,] please
  do not forget [about|:]
  (as|for) (a|the|our) (first|start|second|third|next|last|final) [step] [,|:]
  (to (start|begin) with|for starters|for a start) [,|:]
  please to
  [you] should to
  it (must|should|has to|needs to) be possible to
  (would|could) you be so (kind|good|nice) [as] to [please]
  (when|whenever) you find (the|some|a bit of) time
  (why not|why do not (we|you)|why can not (we|you)|should not we|should we not|could we not|how about (we|you)) [just|please|also|maybe]
  (any|is there any|is there a) chance [that] (you|we|someone) (could|can|would)
  (mind|would you mind|do you mind)
  (i am not sure|not sure|i do not know|no idea|i am unsure) (if|whether) <what> but
  (i know|i understand|i realize|sorry) <what> but
  (i have|here is|i have got|we have|there is) (a|another|one) [small|quick|little|tiny|new|simple|big] (thing|request|job|favor|ask|wish|question|idea|one) [for you|here|for the team|for today] (:|,|-)
  (quick|small|one|another|simple) (one|thing|request|task|ask|question|favor|job) [for you|here] [:|,|-]
  (one more thing|another thing|another one|last thing|one last thing|by the way|btw|fyi|oh and|and also|in addition|on top of that|besides) [:|,|-]
  (yes please|no problem|got it|sounds good|thanks|thank you|many thanks) [,|!|.]
  [i have|we have|there are|just|here are] [a] (couple of|two|three|few|several) (things|requests|wishes) [for you|today|please|here] [:|,|-]
  (in parallel|at the same time|simultaneously|in the meantime|meanwhile|side by side) [:|,]
  (request|command|instruction|new request|story|feature request|feature|bug report|bug|chore) :
  (ask|get) (someone|somebody|one of the agents|an agent|anyone|the team|the agents) to
  (have|let) (someone|somebody|one of the agents|an agent|the team|the agents)
  (your|my|the) (next|first|second) (task|job|step) (is|will be) [to]
  the (first|second|third|next|other) (thing|one) (is|would be) [that] [you should|you need to|we should|we need to|to] [:]
  (as|like) (discussed|agreed|i said|said|mentioned|promised) [before|earlier|yesterday]
`);

/** What is said before "and" without asking for anything yet. */
export const preludes = phraseTable(`
  [please|just|so|then|now|kindly] (go ahead|go on|go|come on|try|do the needful|be so kind|be a dear|do me a favor|feel free|be nice|get to work|come) [please]
  (can|could|would) you [please] (go ahead|be so kind|be a dear|do me a favor)
`);

/** Ways to end that are not part of what is asked. */
export const closings = phraseTable(`
  (please|thanks|cheers|okay|right|too|as well|also|then|thank you|thanks again|mate|buddy|man|bro|dude|haha|lol|yeah|eh|ya)
  (for me|for us|if you can|if possible|if you could|if you do not mind|will you|would you|could you|can you|if that is okay)
  (thanks|thank you|many thanks) [so much|a lot|very much|in advance|a bunch|again|a ton]
  [that would be] (great|nice|awesome|perfect|lovely|cool|appreciated|much appreciated|helpful)
  (if it is not too much trouble|when you get to it|much appreciated|appreciate it|i beg you|for once|if you please|asap please|would be (great|nice|cool|lovely|awesome|appreciated))
  (and that is it|that is all|that is it|and so on|or something|or so|or whatever|you know|i guess|i think|when you can|when possible)
  (or something like that|or something along those lines|and stuff|and things like that|best regards|kind regards|regards)
`);
