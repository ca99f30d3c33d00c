import { determiners, strongVerbs, weakVerbs } from '../grammar/verbs.ts';
import { askedBehaviours, noChanges, suggestions } from '../grammar/wishes.ts';
import { type Lexicon, matchPhrase, matchStart } from '../language/phrases.ts';
import { type Token, wordToken } from '../language/tokens.ts';
import { lowered, type ReadCommand } from './command-form.ts';

const window = 40;
const maxSubject = 6;
const articles: ReadonlySet<string> = new Set(
  'the our my your all every each this that these those a an'.split(' '),
);
/** What a thing does by itself; other verbs speak of it too. */
const behaviours: ReadonlySet<string> = new Set(
  'stay collapse remember stick close look appear disappear fade scroll wait work start stop remain follow support accept offer contain animate slide jump react respond expire grow shrink'.split(
    ' ',
  ),
);
const ofTheBoard: ReadonlySet<string> = new Set(
  'task tasks agent agents orchestrator run runs runner runners queue project problem issue reason cause'.split(
    ' ',
  ),
);

/** "Could the gallery support swiping?" and "maybe the header could collapse" as "make the gallery support swiping". */
export function readBehaviour(said: readonly Token[]): ReadCommand | null {
  const begun = matchStart(askedBehaviours, said.slice(0, 8));
  const wanted = begun === null ? suggested(said) : withoutAdverb(said.slice(begun.length));
  if (wanted === null || !isBehaviour(wanted)) return null;
  return { tokens: [wordToken('make'), ...lowered(wanted)], confidence: 0.75 };
}

const adverbs: ReadonlySet<string> = new Set('please maybe perhaps possibly also just not'.split(' '));
const withoutAdverb = (words: readonly Token[]): readonly Token[] =>
  words.filter(
    ({ word }, at) => at >= maxSubject || !(adverbs.has(word) || (word === 'to' && isVerb(words[at + 1]))),
  );

/** A subject that is a thing of the product, and what it does. */
function isBehaviour(words: readonly Token[]): boolean {
  const [first] = words;
  if (first === undefined || !articles.has(first.word)) return false;
  const verb = words.findIndex(
    (token, at) => at > 1 && isVerb(token) && !determiners.has(words[at - 1]?.word ?? ''),
  );
  const subject = words.slice(0, verb);
  const isOther = subject.some(
    ({ kind, word }) => kind === 'key' || kind === 'mention' || ofTheBoard.has(word),
  );
  return verb > 1 && verb <= maxSubject && !isOther && !noChanges.has(words[verb]?.word ?? '');
}

const isVerb = (token: Token | undefined): boolean =>
  token?.kind === 'word' &&
  (strongVerbs.has(token.word) || weakVerbs.has(token.word) || behaviours.has(token.word));

const lexicon: Lexicon = {
  subject: ([first, ...rest]) => articles.has(first?.word ?? '') && rest.length > 0,
  verb: (words) => words.length === 1 && isVerb(words[0]),
};

function suggested(said: readonly Token[]): readonly Token[] | null {
  for (const phrase of suggestions) {
    const slots = matchPhrase(phrase, said.slice(0, window), lexicon);
    if (slots !== null)
      return [...(slots.subject ?? []), ...(slots.verb ?? []), ...(slots.rest ?? []), ...said.slice(window)];
  }
  return null;
}
