import { openClauses, permissions, sequenceLeads, subordinators } from '../vocabulary.ts';
import { anyOf, leading } from './phrases.ts';
import { beginsRequest } from './verbs.ts';

/** How a part joins the one before: apart from it, beside it, or after it is done. */
export type Joint = 'new' | 'and' | 'then';
export interface Part {
  text: string;
  joint: Joint;
}

const bullet = /^(?:[-*•]|\d+[.)]|\[[ x]\])\s+/i;
const sentenceEnd = /(?<=[.!?;])\s+/;
const sequenceLead = leading(sequenceLeads);
const link = new RegExp(
  `(?:\\s*[,;]\\s*|\\s+)(?<word>${anyOf(sequenceLeads)}|and\\s+also|as\\s+well\\s+as|and|also|plus|but)(?![\\p{L}\\d'-])[\\s,]*|\\s*,\\s*`,
  'giu',
);

const coordination = leading(['and also', 'and', 'also', 'plus', 'but']);
/** Sequence leads that may also stand inside a clause. */
const adverbs: ReadonlySet<string> = new Set(['next', 'later', 'finally', 'subsequently']);
/** Commands of one word; any other lone verb shares the object that follows: "build and deploy the site". */
const loneCommands: ReadonlySet<string> = new Set([
  'pause',
  'resume',
  'stop',
  'status',
  'help',
  'undo',
  'continue',
]);

/** The things that a protected text asks for, in order, each with how it joins the one before. */
export function split(text: string): Part[] {
  const sentences = text
    .split('\n')
    .flatMap((line) => line.trim().replace(bullet, '').split(sentenceEnd))
    .filter((sentence) => sentence.trim() !== '');
  return sentences.flatMap((sentence) => splitSentence(sentence.trim())).map(readSequenceLead);
}

function splitSentence(sentence: string): Part[] {
  const parts: Part[] = [];
  let start = 0;
  let joint: Joint = 'new';
  for (const match of sentence.matchAll(link)) {
    const left = sentence.slice(start, match.index);
    const right = sentence.slice(match.index + match[0].length);
    const next = jointAt(left, right, match.groups?.word?.toLowerCase().replace(/\s+/g, ' '), match[0]);
    if (next === null) continue;
    parts.push({ text: left.trim(), joint });
    joint = next;
    start = match.index + match[0].length;
  }
  return [...parts, { text: sentence.slice(start).trim(), joint }].filter((part) => part.text !== '');
}

/** The joint when a new request begins after a link word (undefined for a bare comma), else null. */
function jointAt(left: string, right: string, word: string | undefined, link: string): Joint | null {
  const words = left.trim().split(/\s+/);
  if (left.trim() === '' || right.trim() === '') return null;
  if (words.length < 2 && !loneCommands.has(left.trim().toLowerCase())) return null;
  if (subordinators.has(words[0]?.toLowerCase() ?? '')) return null;
  const isSequence = word !== undefined && sequenceLead.test(word);
  const isSetOff = /[,;]/.test(link) || word?.startsWith('and ') === true;
  if (isSequence && isSetOff && !adverbs.has(word)) return 'then';
  if (!beginsRequest(right)) return null;
  if (isSequence) return 'then';
  const isPermitted = !isSetOff && permissions.has(words[0]?.toLowerCase() ?? '');
  return isPermitted || isOpenClause(words) ? null : 'and';
}

/** "a button to save | and close it", "users can log in | and edit": the clause goes on. */
function isOpenClause(words: readonly string[]): boolean {
  const opener = words.at(-2)?.toLowerCase() ?? '';
  if (openClauses.has(opener)) return words.length > 2;
  const modal = words.at(-3)?.toLowerCase() ?? '';
  return modal !== 'to' && modal !== 'that' && openClauses.has(modal) && words.length > 3;
}

/** "Then deploy" follows the part before, wherever a sentence or a line has split them. */
function readSequenceLead(part: Part, index: number): Part {
  const inOrder = part.text.replace(sequenceLead, '');
  if (inOrder !== part.text && inOrder !== '')
    return { text: inOrder, joint: index === 0 ? part.joint : 'then' };
  const beside = part.text.replace(coordination, '');
  return beside !== part.text && beside !== '' ? { text: beside, joint: index === 0 ? 'new' : 'and' } : part;
}
