import { phraseTable } from '../language/phrases.ts';

/** Clear wherever they stand between what was said and what was meant. */
export const clearMarkers = phraseTable(`
  [,] [uh|oh] (no|nope|oops|ah|actually|well|sorry|wait) [,] (wait|sorry|no|i mean|i meant|actually|rather|make that|not that|hold on|correction|i mean no|wait no|no wait|my bad|my mistake|no sorry|no i meant|no i mean|i meant to say) [,] [i mean|i meant|make that|make it|sorry|no|not that|actually|rather]
  (i mean|i meant|i meant to say|or rather|or better|or actually|make that|scratch that|correction|let me correct that|let me rephrase|what i meant was|what i mean is|sorry i meant|sorry i mean|i wanted to say|excuse me i mean|i should say)
`);
/** These correct only after a comma, a dash or a full stop. */
export const markers = phraseTable(`
  (no|nope|sorry|oops|pardon|whoops|rather|correction|wait|excuse me|my bad|my mistake|ah no|oh no|well no|better|or no|hm no|no no|hang on|hold on)
  (actually|ah actually|oh actually) [no|not|rather]
`);
/** What was said before these counts for nothing. */
export const withdrawals = phraseTable(`
  [no|oh|ah|actually|wait|actually no|no wait|sorry|okay|or|hm] [,] (scratch that|strike that|forget that|forget it|never mind|nevermind|never mind that|ignore that|disregard that|scrap that|cancel that|forget what i said|on second thought|on second thoughts|delete that|take that back)
`);
/** After "no" or the like, these go on with something else than a correction. */
export const noCorrections: ReadonlySet<string> = new Set(
  `need rush hurry problem matter more longer idea worries pressure changes doubt thanks thank big objections reason one for
  about if until till a an exceptions exception but because error errors questions question way good worry clue`.split(
    /\s+/,
  ),
);
/** "Actually" corrects only before these. */
export const afterActually: ReadonlySet<string> = new Set('no not make the use i it rather call'.split(' '));

const set = (text: string): ReadonlySet<string> => new Set(text.split(' '));
/** Words of one kind stand in for one another. */
export const kinds: readonly ReadonlySet<string>[] = [
  set('red green blue yellow orange purple pink black white grey gray dark light brown violet teal cyan'),
  set('staging production prod dev development test testing qa preview'),
  set('frontend backend client server mobile desktop ui api web'),
  set('p0 p1 p2 p3 p4 p5 urgent low high normal medium critical lowest highest'),
  set('monday tuesday wednesday thursday friday saturday sunday today tomorrow tonight'),
  set('header footer sidebar navbar menu'),
  set('unit integration e2e end-to-end smoke regression'),
  set('postgres mysql sqlite redis mongodb postgresql'),
  set('left right top bottom'),
  set('major minor patch'),
  set('to in on at for with from by into onto under'),
];
export const determiners = set('the a an my our your this that these those all every');
export const phraseEnds = set(
  'to in on at for with from by into onto under and then that which after before if when so because as',
);
