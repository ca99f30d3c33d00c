import type { QuestionTable } from '../question-table.ts';
import { now, when } from '../question-words.ts';

/** The focus, the risks, the decisions and the notes. */
export const projectQuestions: QuestionTable = [
  [
    'ask',
    'focus',
    `(what is|what are|what was|tell me|what would you say is|where is|remind me of) (the|our|your|this project 's|the project 's|my) [current|main|present|overall|top] (focus|goal|goals|objective|aim|theme|priority|top priority|priorities|main thing) [${now}|of the project|of this project|here|this week|for today|for this week]`,
  ],
  [
    'ask',
    'focus',
    `(what (are|do|should|is|must) (we|you|the team|everyone|i|the project) ${now} [be] (focus|focusing|focused|concentrate|concentrating|about|aiming for|aiming at) [on] ${now}|current focus|focus|what matters (most|now|right now)|what is most important ${now}|what is the most important (thing|task) ${now}|where is [our|the] focus|where should (we|i) focus)`,
  ],
  [
    'ask',
    'risks',
    `(what are|are there|do we have|any|what is|list|show [me]|tell me|what|do you see|which|summarize|give me|is there|what would be) [the|our|any|all|all the|about the|current|biggest|a|some|known|main] [big|biggest|known|current|main|major|open] (risk|risks|danger|dangers|threats|concerns|worries) [${now}|for the project|in the project|are there|do we have|do you see|should we know about|do we run|exist|i should know about|i should know of|to know about|that i should know about|we should know about]`,
  ],
  [
    'ask',
    'risks',
    `(what (could|can|might|may|will) [possibly|still] go wrong [<words>]|(do you see|do we have|are there) [any|some] [big] (problems|trouble|issues|dangers|obstacles) (ahead|coming|on the way|for <words>)|anything [that] (worries|bothers|concerns) you|what should (i|we) (worry|be worried) about|is (there anything|anything) (to worry about|risky|at risk)|is anything at risk|what is at risk|what is risky|risks|anything (to worry about|i should worry about|risky)|what worries you|how risky is <words>)`,
  ],
  [
    'ask',
    'decisions',
    `(what|which) (did|have|has|was|were|decisions|decision|had|do) (we|you|the team|they|the agents|been|have|did|was|were|are|there|the discussion|decided|do we have) [been|we|you|the team|they|there|decisions] (decide|decided|agree|agreed|agreed on|conclude|made|make|taken|settle on|take|choose|chosen|recorded|decided on|decide on|on record) [on|about|for|regarding|concerning|in] [<words>]`,
  ],
  [
    'ask',
    'decisions',
    `(what are|show [me]|list|tell me|any|are there any|what were|which are|summarize|give me|remind me of) [the|our|all|all the|about the|last|latest|any] [last|latest|recent|new|past|open] (decision|decisions|conclusions|agreements) [so far|${when}|we made|made|about <words>|on <words>|for <words>|that we made]`,
  ],
  [
    'ask',
    'decisions',
    `(decisions|what was decided [on|about] [<words>]|what has been decided [on|about] [<words>]|what (was|is|were) the (decision|conclusion|outcome of the discussion|result of the discussion) [on|about|for|regarding|of] [<words>]|did we decide <words>|have we decided <words>|what did the discussion <words>|why did we decide <words>)`,
  ],
  [
    'ask',
    'notes',
    `(what|which) [do|are|is|does|have|did] [we|the|it|i|they|in|you] [have|say|write|in] [the|our|my|there|put|project] [in|as|are] [the|our|my] [project] notes [say|tell|contain|there|in it|say about <words>|about <words>]`,
  ],
  [
    'ask',
    'notes',
    `(show|show me|read|read me|read out|open|list|tell me|give me|display|what is in|what are|what do|any|are there any|are there|what stands in|what is written in|see|have we any|do we have|do we have any) [the|our|my|all|any|about the|all the|some] [project|latest|current|state] notes [say|please|on <words>|about <words>|${now}|out|for <words>|from <words>|in the <words>|in there|again|say about <words>]`,
  ],
  ['ask', 'notes', `(notes|project notes|did (i|we|anyone) (note|write down|take notes on) <words>)`],
];
