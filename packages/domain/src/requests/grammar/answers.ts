import { phraseTable } from '../language/phrases.ts';

/** Answers to a question of the relayer. */
export const yes = phraseTable(`
  [oh] (yes|yeah|yep|yup|y|sure|okay|of course|do it|go ahead|please do|confirm|confirmed|correct|right|exactly|absolutely|definitely|affirmative|go|go for it|aye|indeed|that one|do that|right on|alright|fine|please|that is right|that is correct|i am sure|i confirm|by all means|why not|sounds good|yes yes|proceed|certainly|positive|totally|for sure|ja|si|oui|please go ahead|do so) [please|do it|do that|go ahead|of course|sure|that is right|i am sure|do|thanks|correct|that one|exactly|i do|okay|now|then|absolutely|go for it|definitely|thank you|confirm|that is it|please do|that is correct|i confirm|you may|you can|do so|please do it|please do so|please go ahead]
`);
export const no = phraseTable(`
  [oh|um] (no|nope|nah|n|never mind|nevermind|none|none of (these|those|them)|cancel|cancel that|stop|forget it|forget that|neither|leave it|do not|better not|rather not|not now|nothing|abort|no way|none of the above|not that|drop it|skip it|skip|no one|negative|please do not|do not do it|do not do that|no no|no thanks|no thank you|nein|non|let it be|keep it|wait|not really|i changed my mind|changed my mind|on second thought no|not yet|nothing at all|by no means|in no case|under no circumstances|let it run|keep it running) [please|thanks|thank you|of (these|those|them)|do not|leave it|that is okay|never mind|not now|forget it|do not do it|wait|stop|then|it is fine|keep it|keep it running|let it run|let it be|do not do that|leave it alone|i changed my mind|not that one]
  (please|okay|sure|better|just|rather|actually|i would|let us) (keep|leave|spare) (it|that|them|that one) [alone|running|open|as it is|please|be]
`);
export const every = phraseTable(`
  (all|all of (them|these|those|it)|everything|every one|every one of them|each of them|both|both of (them|these|those)|them all|all three|all two|all four|all five|the lot|all please|both please|all of them please|yes all|yes all of them|yes both|cancel them all|do them all|all of the above)
`);
export const tail = phraseTable(
  '(one|option|choice|please|task|answer|item|number|then|of them|entry|ticket|thing|thanks)',
);
/** Said around the place of a choice: "I take the second". */
export const lead: ReadonlySet<string> = new Set(
  'the number option choice nr no # take i mean meant choose pick answer want that would be it is just only with go for prefer item say'.split(
    ' ',
  ),
);
/** Said around the name of a choice: "the search one please". */
export const around: ReadonlySet<string> = new Set(
  'the one task a that i mean meant about with of for please ticket agent thing it is would be was take yes no to'.split(
    ' ',
  ),
);
