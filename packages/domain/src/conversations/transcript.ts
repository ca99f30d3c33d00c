import { maxChatMessages } from '@overmind/contracts/entities/conversation-export';
import { maxUtterance } from '@overmind/contracts/entities/request';
import { linesOf, type Unreadable } from './record.ts';

export interface Utterance {
  name: string;
  content: string;
  /** Of the file, from 1, where it begins. */
  line: number;
}

export interface Transcript {
  ok: true;
  /** Its only heading of the first level, where it begins with one. */
  title: string | null;
  said: Utterance[];
}

const longestName = 80;
const mostLines = 400_000;
/** Steers how a line is shown without being seen in it. */
const unseen = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const controls = /[^\P{Cc}\t]/u;

const bold = /^\*\*([^*]+?)(?::\*\*|\*\*\s*:)\s*(.*)$/;
const heading = /^ {0,3}(#{1,6})[ \t]+(.*)$/;
const fence = /^ {0,3}(`{3,}|~{3,})/;

interface Line {
  number: number;
  text: string;
  /** Inside a block of code, where nothing is a heading. */
  isCode: boolean;
}

/** Who begins to speak in a line, and with which words; null where nobody does. */
type StartOf = (line: Line) => { name: string; rest: string } | null;

const refuse = (line: number, detail: string): Unreadable => ({ ok: false, line, detail });

/**
 * What was said by whom, by a Markdown file that anybody wrote: each begins with `**Name:**`, or with a heading that is
 * the name. Where a line is none of that, the answer names it.
 */
export function readTranscript(markdown: string): Transcript | Unreadable {
  const read = readLines(markdown);
  if (!('lines' in read)) return read;
  const { title, lines } = takeTitle(read.lines);
  const startOf = startsOf(lines);
  const first = lines.findIndex((each) => startOf(each) !== null);
  const before = lines.slice(0, first === -1 ? undefined : first).find(({ text }) => text.trim() !== '');
  if (before !== undefined)
    return refuse(
      before.number,
      'nobody says this. Begin it with **Name:** or with a heading that is the name',
    );
  if (first === -1) return refuse(1, 'nothing is said in this file');
  return collect(title, lines.slice(first), startOf);
}

function readLines(markdown: string): { lines: Line[] } | Unreadable {
  const texts = linesOf(markdown);
  if (texts.length > mostLines) return refuse(mostLines + 1, `a file has at most ${mostLines} lines`);
  const lines: Line[] = [];
  let open: { mark: string; line: number } | null = null;
  for (const [index, text] of texts.entries()) {
    const number = index + 1;
    if (controls.test(text)) return refuse(number, 'it holds control characters. Remove them');
    const mark = fence.exec(text)?.[1];
    lines.push({ number, text, isCode: open !== null || mark !== undefined });
    if (mark === undefined) continue;
    if (open === null) open = { mark, line: number };
    else if (mark.startsWith(open.mark) && text.trim() === mark) open = null;
  }
  return open === null ? { lines } : refuse(open.line, 'the block of code that begins here has no end');
}

/** The only heading of the first level is the title, where nothing stands before it. */
function takeTitle(lines: Line[]): { title: string | null; lines: Line[] } {
  const at = lines.findIndex(({ text }) => text.trim() !== '');
  const top = lines.filter((line) => levelOf(line) === 1);
  const [only] = top;
  if (top.length !== 1 || only === undefined || only !== lines[at]) return { title: null, lines };
  const title = unmarked(wordsOf(only)).replace(new RegExp(unseen, 'gu'), ' ');
  return { title: title.slice(0, 200).trim() || null, lines: lines.slice(at + 1) };
}

const levelOf = ({ text, isCode }: Line): number => (isCode ? 0 : (heading.exec(text)?.[1]?.length ?? 0));

/** The words of a heading, without the marks that may close it. A name is far shorter than what is looked at. */
const wordsOf = ({ text }: Line): string =>
  (heading.exec(text)?.[2] ?? '')
    .trim()
    .slice(0, 500)
    .replace(/[ \t]+#+$/, '');

/** In a file with names in bold headings are what was said; else those of the first heading's level are names. */
function startsOf(lines: readonly Line[]): StartOf {
  const boldStart: StartOf = ({ text, isCode }) => {
    const [, name, rest] = (isCode ? null : bold.exec(text)) ?? [];
    return name === undefined ? null : { name, rest: rest ?? '' };
  };
  if (lines.some((line) => boldStart(line) !== null)) return boldStart;
  const level = lines.map(levelOf).find((each) => each > 0);
  return (line) =>
    levelOf(line) === level && level !== undefined ? { name: wordsOf(line), rest: '' } : null;
}

function collect(title: string | null, lines: readonly Line[], startOf: StartOf): Transcript | Unreadable {
  const said: (Utterance & { words: string[] })[] = [];
  for (const line of lines) {
    const start = startOf(line);
    if (start === null) {
      said.at(-1)?.words.push(line.text);
      continue;
    }
    const name = unmarked(start.name);
    const wrong = misfitOfName(name);
    if (wrong !== null) return refuse(line.number, wrong);
    said.push({ name, content: '', line: line.number, words: [start.rest] });
    if (said.length > maxChatMessages)
      return refuse(line.number, `a file brings at most ${maxChatMessages} messages`);
  }
  const whole = said.map(({ words, ...each }) => ({ ...each, content: contentOf(words) }));
  for (const { content, line, name } of whole) {
    if (content === '') return refuse(line, `${name} says nothing here`);
    if (content.length > maxUtterance)
      return refuse(line, `what is said here is longer than ${maxUtterance} characters`);
  }
  return { ok: true, title, said: whole };
}

function misfitOfName(name: string): string | null {
  if (name === '') return 'there is no name in this line';
  if (name.length > longestName) return `a name has at most ${longestName} characters`;
  return unseen.test(name) ? 'the name holds characters that cannot be seen. Remove them' : null;
}

/** Without the empty lines around it; what is quoted throughout is what was quoted. */
function contentOf(words: readonly string[]): string {
  const isQuoted = words.every((line) => line.trim() === '' || line.startsWith('>'));
  const lines = isQuoted ? words.map((line) => line.replace(/^> ?/, '')) : words;
  return lines
    .join('\n')
    .replace(/^(?:[ \t]*\n)+/, '')
    .trimEnd();
}

const unmarked = (text: string): string => text.replace(/\\([\\`*_[\]<>#|!~])/g, '$1').trim();

const people = new Set(['you', 'me', 'i', 'user', 'human', 'person', 'a person']);
const relayers = new Set(['relayer', 'assistant', 'overmind', 'overmindops']);

/** Whom a name stands for; anybody else is an agent of that name. */
export function roleOf(name: string): 'user' | 'relayer' | 'orchestrator' | 'agent' {
  const plain = name.toLowerCase();
  if (people.has(plain)) return 'user';
  if (relayers.has(plain)) return 'relayer';
  return plain === 'orchestrator' ? 'orchestrator' : 'agent';
}
