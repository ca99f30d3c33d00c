import { clearLevels, describedTroubles, edgeLevels, strongEdges } from '../grammar/priorities.ts';
import { matchStart } from '../language/phrases.ts';
import { isSaid, isSymbol, type Token, trimMarks, wordToken } from '../language/tokens.ts';

export interface Prioritised {
  /** 1 the most urgent; null when the words say nothing of it. */
  priority: number | null;
  /** The words without those that gave the priority. */
  rest: readonly Token[];
}

/** A longer part is a pasted text; its words are about something else. */
const maxLength = 300;
const window = 14;

/** The priority that a clause asks for in words. */
export function readPriority(clause: readonly Token[]): Prioritised {
  if (clause.length > maxLength) return { priority: null, rest: clause };
  return readClear(clause) ?? readEdge(clause) ?? { priority: describedPriority(clause), rest: clause };
}

const starts: ReadonlySet<string> = new Set(
  clearLevels.flatMap(([, phrases]) => phrases.flatMap(({ firsts }) => [...(firsts ?? [])])),
);

function readClear(clause: readonly Token[]): Prioritised | null {
  for (const [at, token] of clause.entries()) {
    if (!starts.has(token.word)) continue;
    let best = { length: 0, level: 0 };
    for (const [level, phrases] of clearLevels) {
      const length = matchStart(phrases, clause.slice(at, at + window))?.length ?? 0;
      if (length > best.length) best = { length, level };
    }
    if (best.length > 0 && !isOfTask(clause, at, best.length) && !isDescription(clause, at, best.length))
      return { priority: best.level, rest: without(clause, at, best.length) };
  }
  return null;
}

/** "No rush with the footer" speaks of that alone. */
const isOfTask = (clause: readonly Token[], at: number, length: number): boolean =>
  at === 0 && (clause[length]?.word === 'with' || clause[length]?.word === 'about');

/** "a high priority badge": what follows is what it describes. */
function isDescription(clause: readonly Token[], at: number, length: number): boolean {
  const before = clause[at - 1]?.word ?? '';
  const after = clause[at + length];
  const isNamed =
    before === 'a' || before === 'an' || before === 'the' || before === 'by' || before === 'for';
  return isNamed && after !== undefined && isSaid(after) && length < 3;
}

function readEdge(clause: readonly Token[]): Prioritised | null {
  for (const [at, token] of clause.entries()) {
    const level = edgeLevels.get(token.word);
    if (level === undefined || !isAtEdge(clause, at)) continue;
    return { priority: level, rest: without(clause, at, 1) };
  }
  return null;
}

function isAtEdge(clause: readonly Token[], at: number): boolean {
  if (clause.length === 1) return true;
  const [before, word, after] = [clause[at - 1], clause[at]?.word ?? '', clause[at + 1]];
  if (isSymbol(before, '(', '[') && isSymbol(after, ')', ']')) return true;
  const isStart =
    before === undefined &&
    (isSymbol(after, ':', '!', ',', '-') || (after !== undefined && word === 'urgent'));
  const isOpen = isSymbol(before, ',', '-', ':', ';', '(', '.');
  const isEnd = after === undefined && before !== undefined && (isOpen || strongEdges.has(word));
  return isStart || isEnd || (/^p[0-5]$/.test(word) && !isSymbol(after, '-'));
}

function describedPriority(clause: readonly Token[]): number | null {
  const isUrgent = ({ word }: Token, at: number): boolean =>
    (word === 'urgent' || word === 'critical') && describedTroubles.has(clause[at + 1]?.word ?? '');
  return clause.some(isUrgent) ? 1 : null;
}

const opens: ReadonlySet<string> = new Set(['and', 'but', 'with', 'at', 'as']);

function without(clause: readonly Token[], at: number, length: number): readonly Token[] {
  let start = at;
  let end = at + length;
  if (isSymbol(clause[start - 1], '(', '[') && isSymbol(clause[end], ')', ']')) {
    start--;
    end++;
  }
  while (
    start > 0 &&
    (isSymbol(clause[start - 1], ',', '-', ':') || opens.has(clause[start - 1]?.word ?? ''))
  )
    start--;
  while (isSymbol(clause[end], ',', ':', '!', '-') || (start === 0 && clause[end]?.word === 'and')) end++;
  const mark = start > 0 && isSymbol(clause[end - 1], ',', ':', '-') ? clause.slice(end - 1, end) : [];
  return trimMarks([...clause.slice(0, start), ...mark, ...clause.slice(end)]);
}

/** Another line with a level of its own. */
const isLabel = (tokens: readonly Token[], at: number): boolean =>
  /^p[0-5]$/.test(tokens[at]?.word ?? '') &&
  isSymbol(tokens[at + 1], ':', '-', ')') &&
  !(tokens[at - 1] !== undefined && isSaid(tokens[at - 1] ?? wordToken('')));

/** "Urgent: do this and that": the priority before a colon, for all that follows. */
export function readLeadPriority(tokens: readonly Token[]): Prioritised {
  const colon = tokens.slice(0, window).findIndex((token) => isSymbol(token, ':'));
  if (colon < 1 || tokens.some((_token, at) => at > colon && isLabel(tokens, at)))
    return { priority: null, rest: tokens };
  const head = readPriority(tokens.slice(0, colon + 1));
  const isAll = head.priority !== null && !head.rest.some(isSaid);
  return isAll
    ? { priority: head.priority, rest: tokens.slice(colon + 1) }
    : { priority: null, rest: tokens };
}
