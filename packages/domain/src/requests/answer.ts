import type { Choice, UnderstoodRequest } from '@overmind/contracts/entities/request';
import type { UnderstandContext } from './context.ts';
import { stripClutter } from './language/clutter.ts';
import { beginsCommand } from './language/commands.ts';
import { writeKeys } from './language/keys.ts';
import { readNumber, readOrdinal } from './language/numbers.ts';
import { matchStart, phraseTable, saysAny } from './language/phrases.ts';
import { tidy } from './language/tidy.ts';
import { isSymbol, render, type Token, tokenise } from './language/tokens.ts';
import { contentWords } from './language/words.ts';

type Pending = NonNullable<UnderstandContext['pending']>;

/** What an answer to the relayer's question comes to: sentences to understand instead, or the question once more. */
export type Answered = { kind: 'say'; sentences: string[] } | { kind: 'nothing' } | { kind: 'again' };

const yes = phraseTable(`
  [oh] (yes|yeah|yep|yup|y|sure|okay|of course|do it|go ahead|please do|confirm|confirmed|correct|right|exactly|absolutely|definitely|affirmative|go|go for it|aye|indeed|that one|do that|right on|alright|fine|please|that is right|that is correct|i am sure|i confirm|by all means|why not|sounds good|yes yes|proceed|certainly|positive|totally|for sure|ja|si|oui|please go ahead|do so) [please|do it|do that|go ahead|of course|sure|that is right|i am sure|do|thanks|correct|that one|exactly|i do|okay|now|then|absolutely|go for it|definitely|thank you|confirm|that is it]
`);
const no = phraseTable(`
  [oh|um] (no|nope|nah|n|never mind|nevermind|none|none of (these|those|them)|cancel|cancel that|stop|forget it|forget that|neither|leave it|do not|better not|rather not|not now|nothing|abort|no way|none of the above|not that|drop it|skip it|skip|no one|negative|please do not|do not do it|do not do that|no no|no thanks|no thank you|nein|non|let it be|keep it|wait|not really|i changed my mind|changed my mind|on second thought no|not yet|nothing at all) [please|thanks|thank you|of (these|those|them)|do not|leave it|that is okay|never mind|not now|forget it|do not do it|wait|stop|then|it is fine|keep it|do not do that|leave it alone|i changed my mind|not that one]
`);
const every = phraseTable(`
  (all|all of (them|these|those|it)|everything|every one|every one of them|each of them|both|both of (them|these|those)|them all|all three|all two|all four|all five|the lot|all please|both please|all of them please|yes all|yes all of them|yes both|cancel them all|do them all|all of the above)
`);
const tail = phraseTable(
  '(one|option|choice|please|task|answer|item|number|then|of them|entry|ticket|thing|thanks)',
);
const lead: ReadonlySet<string> = new Set([
  'the',
  'number',
  'option',
  'choice',
  'nr',
  'no',
  '#',
  'take',
  'i',
  'mean',
  'meant',
  'choose',
  'pick',
  'answer',
  'want',
  'that',
  'would',
  'be',
  'it',
  'is',
  'just',
  'only',
  'with',
  'go',
  'for',
  'prefer',
  'item',
  'say',
]);

const maxAnswer = 12;

/** The answer that a text gives to the question that waits for one; null when it says something else. */
export function readAnswer(text: string, { choices }: Pending, prefixes: readonly string[]): Answered | null {
  const whole = tokenise(tidy(text.slice(0, 400)));
  if (choices.length === 0 || text.length > 400) return null;
  const exact = choices.find(({ label }) => plain(label) === plain(text));
  if (exact !== undefined) return say(exact);
  const bare = whole.filter(({ kind }) => kind !== 'symbol' && kind !== 'break');
  if (bare.length > maxAnswer) return null;
  if (/^(?:\s|\u2705|\uFE0F|\u{1F44D}|\p{Emoji_Modifier})+$/u.test(text)) return affirmed(choices);
  const assent = matchStart(yes, bare);
  const isIt =
    bare.length < 6 && bare.some(({ word }) => word === 'it' || word === 'that' || word === 'them');
  if (saysAny(yes, bare) || (assent !== null && isIt)) return affirmed(choices);
  if (saysAny(no, bare)) return denied(choices);
  if (saysAny(every, bare)) return allOf(choices);
  const at = whole[0]?.word === 'not' ? whole.findIndex((token) => isSymbol(token, ',')) : -1;
  if (at > 0) return readAnswer(render(whole.slice(at + 1)), { question: '', choices }, prefixes);
  const words = stripClutter(whole).filter(({ kind }) => kind !== 'symbol');
  const places = placesIn(words, choices.length) ?? placesIn(bare, choices.length);
  if (places !== null) return { kind: 'say', sentences: places.flatMap((at) => choices[at]?.say ?? []) };
  return named(writeKeys(words, { prefixes, agents: [], isVoice: false }), choices);
}

const say = (choice: Choice): Answered => ({ kind: 'say', sentences: [choice.say] });
const plain = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/[.!?]{1,5}$/, '');
const isYes = ({ label }: Choice): boolean => /^yes\b/i.test(label);
const isNo = ({ label, say: sentence }: Choice): boolean =>
  /^(?:no|none|nothing)\b/i.test(label) || sentence === 'never mind';

/** "Yes" to a choice of several says nothing; then the question stands. */
function affirmed(choices: readonly Choice[]): Answered | null {
  const acts = choices.filter((choice) => !isNo(choice));
  const confirmed = choices.find(isYes) ?? (acts.length === 1 ? acts[0] : undefined);
  return confirmed === undefined ? { kind: 'again' } : say(confirmed);
}

function denied(choices: readonly Choice[]): Answered {
  const refusal = choices.find(isNo);
  return refusal === undefined || refusal.say === 'never mind' ? { kind: 'nothing' } : say(refusal);
}

function allOf(choices: readonly Choice[]): Answered {
  return { kind: 'say', sentences: choices.filter((choice) => !isNo(choice)).map((choice) => choice.say) };
}

/** The places of "2", "the second", "first and third", "the last one"; null when the words give none. */
function placesIn(words: readonly Token[], count: number): number[] | null {
  const places: number[] = [];
  for (let at = 0; at < words.length; ) {
    const token = words[at];
    if (token === undefined) break;
    const number = readNumber(words, at);
    const ordinal = readOrdinal(token.word);
    const hash = /^#(\d{1,3})$/.exec(token.text)?.[1];
    const isTail = saysAny(tail, [token]) && places.length > 0;
    if (ordinal !== null) places.push(ordinal < 0 ? count - 1 : ordinal - 1);
    else if (hash !== undefined) places.push(Number(hash) - 1);
    else if (number !== null && !isTail) places.push(number.value - 1);
    else if (
      !lead.has(token.word) &&
      !isTail &&
      token.word !== 'and' &&
      token.word !== 'or' &&
      token.word !== 'of' &&
      token.word !== 'them'
    )
      return null;
    at += number?.length ?? 1;
  }
  const isValid = places.length > 0 && places.every((place) => place >= 0 && place < count);
  return isValid ? [...new Set(places)] : null;
}

const around: ReadonlySet<string> = new Set([
  'the',
  'one',
  'task',
  'a',
  'that',
  'i',
  'mean',
  'meant',
  'about',
  'with',
  'of',
  'for',
  'please',
  'ticket',
  'agent',
  'thing',
  'it',
  'is',
  'would',
  'be',
  'was',
  'take',
  'yes',
  'no',
  'to',
]);

/** The only choice that holds all of the words: "the search one". */
function named(words: readonly Token[], choices: readonly Choice[]): Answered | null {
  if (words.length > maxAnswer || words.length === 0 || beginsCommand(words)) return null;
  const keys = words.filter(({ text }) => /^[A-Za-z][A-Za-z0-9]*-\d+$/.test(text)).map(({ word }) => word);
  const wanted = contentWords(render(words.filter(({ word }) => !around.has(word))));
  if (wanted.length === 0) return null;
  const fitting = choices.filter(({ label }) => {
    const has = new Set(contentWords(label));
    return keys.length > 0
      ? keys.some((key) => label.toLowerCase().split(/\s/).includes(key))
      : wanted.every((word) => has.has(word));
  });
  const [only] = fitting;
  if (only === undefined) return null;
  if (keys.length > 0) return { kind: 'say', sentences: fitting.map((choice) => choice.say) };
  return fitting.length === 1 ? say(only) : null;
}

/** Requests of the same kind as one: "all of them" is one act on all. */
export function joinRequests(requests: readonly UnderstoodRequest[]): UnderstoodRequest[] {
  const [first] = requests;
  if (first === undefined) return [];
  const isSame = requests.every(
    ({ intent, needs_clarification }) => intent === first.intent && needs_clarification === null,
  );
  if (!isSame || first.targets.length === 0) return [...requests];
  return [{ ...first, targets: [...new Set(requests.flatMap(({ targets }) => targets))] }];
}
