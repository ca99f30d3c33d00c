/** What is spoken in one go, and what stands after it. */
export interface Sentence {
  text: string;
  /** Of the voice's own pace. */
  pauseMs: number;
}

const maxLength = 220;
/** The first words shall be heard soon, so a long first sentence begins with less. */
const maxFirstLength = 90;
const shortestCut = 20;
const pauses = { paragraph: 450, sentence: 280, clause: 120, none: 0 } as const;

/** Before a full stop that ends no sentence. */
const abbreviations: ReadonlySet<string> = new Set(
  (
    'mr mrs ms dr prof st mt ft gen gov sen rep capt lt col sgt jr sr vs approx dept jan feb apr jun jul aug ' +
    'sep sept oct nov dec mon tue tues thu thurs fri e.g i.e cf'
  ).split(' '),
);
/** These are words of their own: "no. 5", but "He says no." */
const beforeNumbers: ReadonlySet<string> = new Set(
  'no nos fig figs vol ch pp p mar sat sun wed est ed'.split(' '),
);

/** Bounded, so that a text of dots alone takes no longer than another. */
const sentenceEnd = /[.!?…]{1,4}["”’')\]]{0,3}\s+/g;

/**
 * The sentences of a text in their order, without those that have nothing to say; long ones in parts that begin after a
 * comma or, at worst, after a word.
 */
export function splitSentences(text: string): Sentence[] {
  const sentences: Sentence[] = [];
  for (const paragraph of text.split(/[\r\n]+/)) {
    const spaced = paragraph.trim();
    if (!hasWords(spaced)) continue;
    for (const sentence of inParagraph(spaced).filter(hasWords))
      for (const part of parted(sentence, sentences.length === 0)) sentences.push(part);
    const last = sentences.at(-1);
    if (last !== undefined) last.pauseMs = pauses.paragraph;
  }
  const last = sentences.at(-1);
  if (last !== undefined) last.pauseMs = pauses.none;
  return sentences;
}

const hasWords = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);

function inParagraph(paragraph: string): string[] {
  const sentences: string[] = [];
  let start = 0;
  for (const { 0: end, index } of paragraph.matchAll(sentenceEnd)) {
    const next = index + end.length;
    if (!endsSentence(paragraph, start, index, next)) continue;
    sentences.push(paragraph.slice(start, next).trimEnd());
    start = next;
  }
  if (start < paragraph.length) sentences.push(paragraph.slice(start));
  return sentences;
}

function endsSentence(text: string, start: number, end: number, next: number): boolean {
  if (/^\p{Ll}/u.test(text.slice(next, next + 2))) return false;
  if (text[end] !== '.') return true;
  // As far back as the longest abbreviation, so that a text without spaces is not read again and again.
  const before = /[^\s("'“‘[]*$/.exec(text.slice(Math.max(start, end - 8), end))?.[0] ?? '';
  const isInitial = /^\p{Lu}$/u.test(before);
  const isNumbering = /^\d{1,3}$/.test(before) && end - before.length === start;
  const isShort = abbreviations.has(before.toLowerCase());
  const isOfNumber = beforeNumbers.has(before.toLowerCase()) && /\d/.test(text[next] ?? '');
  return !isInitial && !isNumbering && !isShort && !isOfNumber;
}

function parted(sentence: string, isFirst: boolean): Sentence[] {
  const parts: Sentence[] = [];
  let rest = sentence;
  for (let limit = isFirst ? maxFirstLength : maxLength; rest.length > limit; limit = maxLength) {
    const cut = cutPlace(rest, limit, limit === maxFirstLength);
    if (cut === null) continue;
    parts.push({ text: rest.slice(0, cut.at).trimEnd(), pauseMs: cut.pauseMs });
    rest = rest.slice(cut.at).trimStart();
  }
  if (rest !== '') parts.push({ text: rest, pauseMs: pauses.sentence });
  return parts;
}

/** The last good place below the limit; null where a sentence is better whole than cut between two words. */
function cutPlace(text: string, limit: number, isOptional: boolean): { at: number; pauseMs: number } | null {
  const head = text.slice(0, limit);
  const clause = /^[\s\S]*[,;:—–](?=\s)/.exec(`${head} `)?.[0].length ?? 0;
  if (clause >= shortestCut) return { at: clause, pauseMs: pauses.clause };
  if (isOptional) return null;
  const space = head.lastIndexOf(' ');
  if (space >= shortestCut) return { at: space, pauseMs: pauses.none };
  // Never between the halves of one character.
  return { at: /[\uD800-\uDBFF]$/.test(head) ? limit - 1 : limit, pauseMs: pauses.none };
}
