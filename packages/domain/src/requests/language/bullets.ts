import { beginsCommand } from './commands.ts';
import { isSymbol, type Token } from './tokens.ts';

const stepNames: ReadonlySet<string> = new Set(['step', 'task', 'item', 'point', 'part']);
export const counts: readonly string[] = ['one', 'two', 'three', 'four', 'five', 'six'];

/** "Step 1:", "one:" */
function stepLength(tokens: readonly Token[], at: number): number {
  const isNamed = stepNames.has(tokens[at]?.word ?? '');
  const mark = tokens[at + (isNamed ? 1 : 0)];
  const isCount = mark?.kind === 'number' || counts.includes(mark?.word ?? '');
  const length = isNamed ? 2 : 1;
  if (tokens[at]?.word === 'step' && isCount && beginsCommand(tokens.slice(at + 2, at + 6))) return 2;
  return isCount && isSymbol(tokens[at + length], ':', ...(isNamed ? ['-', ',', ')', '.'] : []))
    ? length + 1
    : 0;
}

export const isStepMark = (tokens: readonly Token[], at: number): boolean =>
  tokens[at]?.word === 'step' && stepLength(tokens, at) > 0;

/** "a)" and "b." */
function letterLength(tokens: readonly Token[], at: number): number {
  const [first, second, third] = tokens.slice(at, at + 3);
  return first?.kind === 'word' && /^[a-h]$/.test(first.text) && isSymbol(second, ')') && third?.isSpaced
    ? 2
    : 0;
}

const bullets: ReadonlySet<string> = new Set(['-', '*', '\u2022', '+', '\u25E6', '\u2013', '\u00B7', '>']);

/** How many tokens mark an item of a list here; within a line only numbers do. */
export function bulletLength(tokens: readonly Token[], at: number, isInline = false): number {
  const [first, second, third] = tokens.slice(at, at + 3);
  const named = Math.max(stepLength(tokens, at), letterLength(tokens, at));
  if (named > 0) return named;
  if (isSymbol(first, '(') && second?.kind === 'number' && isSymbol(third, ')')) return 3;
  if (first?.kind === 'number' && isSymbol(second, ')', ...(isInline ? [] : ['.'])) && third?.isSpaced)
    return 2;
  if (isInline || first?.kind !== 'symbol') return 0;
  if (bullets.has(first.text) && (second?.isSpaced || first.text !== '-')) {
    return 1 + checkboxLength(tokens, at + 1);
  }
  return first.text === '#' ? 1 : checkboxLength(tokens, at);
}

function checkboxLength(tokens: readonly Token[], at: number): number {
  if (!isSymbol(tokens[at], '[')) return 0;
  if (isSymbol(tokens[at + 1], ']')) return 2;
  return tokens[at + 1]?.word === 'x' && isSymbol(tokens[at + 2], ']') ? 3 : 0;
}

/** The number of a list's item here, 0 for none. */
export const ordinalAt = (tokens: readonly Token[], at: number): number =>
  tokens[at]?.kind === 'number' && isSymbol(tokens[at + 1], '.', ')') ? Number(tokens[at]?.word) : 0;
