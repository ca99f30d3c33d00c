import type { Remark } from '@overmind/contracts/entities/request';
import { type Phrase, phraseTable } from '../language/phrases.ts';

const all =
  '[everyone|everybody|all|team|there|guys|folks|overmind|again|relayer|buddy|mate|man|friend|my friend|bot|to you|to you all|people|agents|dashboard|computer|system|machine|robot|app|assistant|helper|my friends|friends|world|sir|boss|colleagues]';

/** Said to be kind, asking for nothing. In the order of what they are taken for when several are said. */
export const courtesies: readonly (readonly [Remark, readonly Phrase[]])[] = [
  [
    'thanks',
    phraseTable(`
      (thanks|thank you|cheers|many thanks|thank you all|thanks so much|thank you so much|thank you very much|thanks very much|much appreciated|thank u|tyvm|merci|danke|gracias|grazie|thanks a lot|ta) [so much|a lot|very much|a bunch|a ton|a million|again|indeed|kindly|for (that|this|it|everything|all|the help|your help|your [good|great|hard] (work|job)|your [kind] (support|assistance|patience|effort|efforts|attention|feedback|explanation|answer|reply)|your time|all your (help|work)|the update|the info|your support|the quick <what>|the report|your <what> today|your work today|the <what>|letting me know|telling me|explaining|the good work|the great work) [today|yesterday|so far|this week|tonight|last week|again]|to you all|to all] ${all}
      (i appreciate|we appreciate|appreciate|appreciated|i really appreciate) [it|that|this|your help|the help|your work]
      (that helped|that was helpful|that helps|it helped|very helpful|super helpful) [a lot|a ton|so much|me] ${all}
      (you are (a lifesaver|a life saver|too kind)|thanks to you|that is (very|so) kind [of you])
      no thanks needed
    `),
  ],
  [
    'farewell',
    phraseTable(`
      (bye|goodbye|bye-bye|bye bye|good bye|see you|see ya|cya|ciao|later|farewell|good night|night|so long|take care|ttyl|until next time|until tomorrow|gn|over and out|adios|have a good one|peace out|laters) [then|now|later|tomorrow|soon|next week|around|on monday|in the morning|for now|for today] ${all}
      (i am (off|out|leaving|done|logging off|going home|going|heading out|heading home|signing off|gone)|i have to go|got to go|gotta go|gtg|i must go|time to go home|that is (it|all) (for today|for now|from me)|talk to you (later|soon|tomorrow)|catch you later|talk later|talk soon|speak soon|signing off|logging off|call it a day|i am calling it a day|let us call it a day) [now|for today|for the day|then|home]
      [i] (got|have|need) to (run|dash|leave|head out|rush|catch <what>)
      (talk|speak|chat) (tomorrow|on monday|next week|then|soon|later)
      have a (good|nice|great|lovely|wonderful) (day|evening|night|weekend|one|time|afternoon) ${all}
      enjoy your (day|evening|weekend)
    `),
  ],
  [
    'praise',
    phraseTable(`
      [that is|this is|that was|it is|you are|you did [a|an]|what a|what an|you guys are|wow|wow that is|i think that is|i think you are|that looks|that is really|really] [such|a|an|so|really|very|pretty|just|absolutely|simply|truly|quite] (great|good|nice|excellent|amazing|awesome|fantastic|brilliant|wonderful|impressive|superb|outstanding|incredible|perfect|beautiful|fabulous|neat|lovely|stellar|terrific|the best|legendary|genius|well done|splendid|magic|marvelous|solid|smart|clever|fast|super|cool) (job|work|stuff|one|effort|thing|result|team|progress|helper|assistant|bot|tool|start|going|idea) ${all} [today|so far|on that|with that|on <what>]
      (you are|you guys are|you all are|they are|the agents are|the team is|everyone is|everybody is|you have been|you agents are) [all|really|always] doing [such|really|so|very|quite|pretty] [a|an] [such|really|so|very|quite|pretty] (great|good|nice|excellent|amazing|awesome|fantastic|brilliant|wonderful|superb|outstanding|incredible|fabulous|well|fine|perfect) [job|work|jobs] ${all} [today|so far|<words>]
      (you guys|you all|you lot|the agents|all of you) (are|rock|did) [so|really|absolutely|just|a|an] [awesome|great|amazing|the best|brilliant|fantastic|incredible|good|great job|good job|amazing job] ${all}
      [i|we] [really|just|absolutely] love (the|your|this|that|how|what) <what>
      (impressive|great|amazing|awesome|brilliant|excellent|incredible|nice) (speed|result|results|turnaround|pace|quality|improvement|progress|effort)
      (you are|you were|that was|that is|this is|it is|it was) [so|really|very|super|pretty|quite|damn|insanely] (fast|quick|speedy|handy|useful|helpful|smooth|easy|slick|spot on|on fire|killing it|brilliant) ${all}
      (well done|bravo|kudos|congrats|congratulations|nicely done|good going|way to go|you rock|you are the best|you are (great|awesome|amazing|brilliant|fantastic|a star|a genius|so good|so helpful|very helpful|really good|a legend|wonderful|doing great|incredible|really helpful)|i love (it|you|this|that|your work|how <what>)|love it|i like it|impressive|hats off|chapeau|you nailed it|nailed it|nice one|good bot|good boy|respect|hooray|hurray|yay|woohoo|woo|that is (amazing|awesome|great|brilliant|fantastic|impressive|wonderful|perfect|excellent|super|incredible|beautiful|really good|so good|lovely|nice|very good|neat|really nice|really great)|this is (amazing|awesome|great|brilliant|fantastic|impressive|wonderful|perfect|excellent|super|really good|so cool|so good|really nice|lovely|nice|very good)|amazing|awesome|brilliant|fantastic|excellent|wow|superb|wonderful|incredible|outstanding|beautiful|stunning|marvelous|good job|great job|nice work|great work|good work|nice job|that was (quick|fast|great|awesome|amazing|impressive|good|easy)|<what> looks (amazing|awesome|fantastic|beautiful|stunning|gorgeous)|what a (day|team|ride|success)|works like a charm|it works [great|perfectly|now|like a charm|so well]|very (good|nice|impressive)|so (good|cool|fast)|keep it up|keep up the (good|great) work|i am impressed|i am (so|very) happy [with it|with this|with that]|looks (amazing|awesome|fantastic|beautiful)) ${all} [today|so far|indeed|really]
    `),
  ],
  [
    'acknowledgement',
    phraseTable(`
      [please|kindly|and|so] do the needful [please|asap|soon|now|quickly|at the earliest|at your earliest convenience]
      (okay|alright|all right|right|sure|sure thing|yes|yep|yeah|yup|fine|cool|great|good|nice|perfect|sweet|understood|got it|i see|noted|roger|roger that|copy|copy that|gotcha|makes sense|sounds good|sounds good to me|sounds good for me|sounds great|sounds fine|will do|fair enough|i understand|ack|aye|aye aye|very well|so be it|as you wish|interesting|okay then|good to know|good to hear|that makes sense|i get it|i got it|hm|oh|ah|aha|oh okay|fine by me|fine with me|that is fine|that is okay|that is good|that works|works for me|no problem|no worries|np|never mind then|kk|okay cool|okay great|okay fine|true|indeed|exactly|correct|right on|word|agreed|i agree|of course|absolutely|definitely|not bad|all good then|you are welcome|you are right|as expected|good|very good then|that is right|that is correct|i know|we will see|let us see|glad to hear [it|that]|happy to hear [it|that]|nice to hear|nice to know|thumbs up|affirmative|splendid|lol|haha|hehe|ha|funny|oh well|whatever|no objections|not a problem|all clear|loud and clear|so far so good|done|deal|good call|super|excellent choice|is good|okay good|okay i see) [then|now|so|that|indeed|all] ${all}
    `),
  ],
  [
    'greeting',
    phraseTable(`
      (hey|hi|hello|yo|hiya|howdy|greetings|good morning|good afternoon|good evening|morning|evening|sup|hola|heya|good day|bonjour|hallo|salut|ahoy|hey hey|welcome back|hi hi|salutations|ello|moin|hullo|namaste|ciao) [there|again|to] ${all}
      (my name is|i am called|i am new|call me) [here|<what>]
      [i] hope (you|everyone|all|you all) (are|is|had|slept|have|feel|feels|were) <what>
      (how are you|how do you do|how is it hanging|nice to meet you|are you there|anyone there|anybody there|you there|is anyone there|is anybody there|is anybody home|anybody home|are you awake|are you listening|how are you doing|long time no see|it is me|i am back|i am here|can you hear me|do you hear me|testing|test test|test|mic check|hello hello|how have you been|how was your (day|night|weekend)|happy (monday|friday|new year)) [today|then|again|this morning|now|doing] ${all}
    `),
  ],
];
