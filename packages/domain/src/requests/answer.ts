import type { Choice, UnderstoodRequest } from '@overmind/contracts/entities/request';
import { placesIn } from './answer-places.ts';
import type { UnderstandContext } from './context.ts';
import { around, every, lead, no, yes } from './grammar/answers.ts';
import { negators } from './grammar/denials.ts';
import { exceptions } from './grammar/groups.ts';
import { questionWords } from './grammar/starts.ts';
import { stripClutter, stripHesitations } from './language/clutter.ts';
import { beginsCommand } from './language/commands.ts';
import { writeKeys } from './language/keys.ts';
import { matchStart, saysAny } from './language/phrases.ts';
import { tidy } from './language/tidy.ts';
import { isSymbol, render, type Token, tokenise } from './language/tokens.ts';
import { contentWords } from './language/words.ts';

type Pending = NonNullable<UnderstandContext['pending']>;

/** What an answer to the relayer's question comes to: sentences to understand instead, or the question once more. */
export type Answered = { kind: 'say'; sentences: string[] } | { kind: 'nothing' } | { kind: 'again' };

const maxAnswer = 12;

/** The answer that a text gives to the question that waits for one; null when it says something else. */
export function readAnswer(text: string, { choices }: Pending, prefixes: readonly string[]): Answered | null {
  const whole = withoutSounds(stripHesitations(tokenise(tidy(text.slice(0, 400)))));
  if (choices.length === 0 || text.length > 400) return null;
  const exact = choices.find(({ label }) => plain(label) === plain(text));
  if (exact !== undefined) return say(exact);
  const bare = whole.filter(({ kind }) => kind !== 'symbol' && kind !== 'break');
  if (bare.length > maxAnswer) return null;
  if (/^(?:\s|\u2705|\uFE0F|\u{1F44D}|\p{Emoji_Modifier})+$/u.test(text)) return affirmed(choices);
  if (saysAny(yes, bare)) return affirmed(choices);
  if (saysAny(no, bare)) return denied(choices);
  if (saysAny(every, bare)) return allOf(choices);
  if (bare.some(isNegator)) return refused(whole, choices, prefixes);
  if (assents(bare, choices)) return affirmed(choices);
  const others = allBut(bare, choices, prefixes);
  if (others !== null) return others;
  if (questionWords.has(bare[0]?.word ?? '')) return null;
  if (bare[0]?.word === 'no' && bare.at(-1)?.word === 'instead' && beginsCommand(bare.slice(1)))
    return { kind: 'say', sentences: [render(bare.slice(1, -1))] };
  const words = stripClutter(whole).filter(({ kind }) => kind !== 'symbol');
  const places = placesIn(words, choices.length) ?? placesIn(bare, choices.length);
  if (places !== null) return { kind: 'say', sentences: places.flatMap((at) => choices[at]?.say ?? []) };
  const numbered = byNumber(words, choices);
  if (numbered !== null) return numbered;
  return named(writeKeys(words, { prefixes, agents: [], isVoice: false }), choices);
}

const isNegator = ({ word }: Token): boolean => negators.has(word) && word !== 'no';

/**
 * An answer that denies: nothing of what is offered is done for it. "Not the first, the second" and "the second, not the
 * first" still choose, and what else is asked for is read by itself.
 */
function refused(
  whole: readonly Token[],
  choices: readonly Choice[],
  prefixes: readonly string[],
): Answered | null {
  const others = partsOf(whole).filter((part) => !part.some(isNegator));
  const [only, more] = others;
  const isChosen = whole.every((token, at) => !isNegator(token) || at === 0 || isSymbol(whole[at - 1]));
  if (others.some((part) => beginsCommand(part))) return null;
  const chosen =
    isChosen && only !== undefined && more === undefined
      ? readAnswer(render(only), { question: '', choices }, prefixes)
      : null;
  return chosen ?? denied(choices);
}

function partsOf(tokens: readonly Token[]): Token[][] {
  const parts: Token[][] = [[]];
  for (const token of tokens) {
    if (isSymbol(token) || token.kind === 'break') parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts.filter((part) => part.length > 0);
}

/** "All but the footer": what is offered without what is named; null for another answer. */
function allBut(
  bare: readonly Token[],
  choices: readonly Choice[],
  prefixes: readonly string[],
): Answered | null {
  const at = bare.findIndex(({ word }) => word === 'but' || exceptions.has(word));
  if (at < 1 || at === bare.length - 1) return null;
  const left = readAnswer(render(bare.slice(at + 1)), { question: '', choices }, prefixes);
  if (left?.kind !== 'say') return null;
  if (!saysAny(every, bare.slice(0, at))) return { kind: 'again' };
  const kept = choices.filter((choice) => !isNo(choice) && !left.sentences.includes(choice.say));
  return { kind: 'say', sentences: kept.map(({ say: sentence }) => sentence) };
}

/** "Yes cancel it", not "please keep it": after the assent only what is offered is said. */
function assents(bare: readonly Token[], choices: readonly Choice[]): boolean {
  const length = bare.length < 6 ? (matchStart(yes, bare)?.length ?? 0) : 0;
  const offered = new Set(choices.flatMap(({ say: sentence }) => sentence.toLowerCase().split(/[\s,]+/)));
  const rest = bare.slice(length);
  const isOffered = rest.every(({ word }) => offered.has(word) || accompanying.has(word));
  return length > 0 && isOffered && bare.some(({ word }) => spoken.has(word));
}
const spoken: ReadonlySet<string> = new Set(['it', 'that', 'them']);
const accompanying: ReadonlySet<string> = new Set(
  'it that them do with go ahead please now for is'.split(' '),
);

/** "Ah, the second one I guess": what is said before and after an answer without meaning. */
function withoutSounds(tokens: readonly Token[]): readonly Token[] {
  const start = tokens.findIndex(({ kind, word }) => kind !== 'symbol' && !sounds.has(word));
  return start <= 0 ? tokens : tokens.slice(start);
}
const sounds: ReadonlySet<string> = new Set('ah oh hm hmm uh um well so ehm er erm eh aha'.split(' '));

/** "14 and 20": the numbers of the tasks that are offered. */
function byNumber(words: readonly Token[], choices: readonly Choice[]): Answered | null {
  const numbers = words.filter(
    ({ word }) => !lead.has(word) && word !== 'and' && word !== 'or' && word !== ',',
  );
  const chosen = numbers.map(({ kind, text }) =>
    kind === 'number'
      ? choices.find(({ label }) => new RegExp(`^[A-Z][A-Z0-9]*-${text}\\b`).test(label))
      : undefined,
  );
  const sentences = chosen.flatMap((choice) => choice?.say ?? []);
  return sentences.length > 0 && sentences.length === numbers.length ? { kind: 'say', sentences } : null;
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

/** The only choice that holds all of the words: "the search one". */
function named(words: readonly Token[], choices: readonly Choice[]): Answered | null {
  if (words.length > maxAnswer || words.length === 0 || beginsCommand(words)) return null;
  const keys = words.filter(({ text }) => /^[A-Za-z][A-Za-z0-9]*-\d+$/.test(text)).map(({ word }) => word);
  const wanted = contentWords(render(words.filter(({ word }) => !around.has(word))));
  if (wanted.length === 0) return null;
  const fitting = choices.filter(({ label }) => {
    const has = new Set(contentWords(label));
    const isKeyed = keys.length === 0 || keys.some((key) => label.toLowerCase().split(/\s/).includes(key));
    return isKeyed && wanted.every((word) => has.has(word) || keys.includes(word));
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
