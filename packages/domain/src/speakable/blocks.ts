import { isCode } from './code-lines.ts';

const codeRemark = 'The code is on the screen.';
const tableRemark = 'The table is on the screen.';
/** More are counted only; nobody remembers them. */
const maxItems = 5;

const fence = /^ {0,3}(?:```|~~~)/;
const item = /^\s{0,20}(?:[-*+•]|(?<number>\d{1,3})[.)])\s+(?:\[[ xX]\]\s+)?(?<text>\S.*)$/;
const tableRow = /^\s{0,20}\|/;
const rule = /^\s{0,3}(?:[-*_=]\s{0,3}){3,}$/;
const ornaments = /^\s{0,20}(?:#{1,6}\s+|(?:>\s{0,3}){1,9})/;

type Block = 'text' | 'item' | 'code' | 'table';

interface Line {
  block: Block;
  text: string;
}

/** The lines of a Markdown text that are said: no code, no tables, the first few of a list, headings as sentences. */
export function saidLines(text: string): string[] {
  const said: string[] = [];
  const remarks = new Set<string>();
  let items = 0;
  const endList = (): void => {
    if (items > maxItems) said.push(`And ${items - maxItems} more.`);
    items = 0;
  };
  for (const { block, text: line } of classified(text)) {
    if (block === 'item' && ++items > maxItems) continue;
    if (block !== 'item') endList();
    if (block === 'code') remark(codeRemark);
    else if (block === 'table') remark(tableRemark);
    else said.push(line);
  }
  endList();
  return said;

  /** Once is enough, however many there are. */
  function remark(sentence: string): void {
    if (!remarks.has(sentence)) said.push(sentence);
    remarks.add(sentence);
  }
}

function* classified(text: string): Generator<Line> {
  let isFenced = false;
  let isAfterBlank = true;
  for (const line of text.split('\n')) {
    const isBlank = line.trim() === '';
    if (fence.test(line)) {
      isFenced = !isFenced;
      yield { block: 'code', text: '' };
    } else if (isFenced) yield { block: 'code', text: '' };
    else if (!isBlank && !rule.test(line)) yield classify(line, isAfterBlank);
    isAfterBlank = isBlank;
  }
}

function classify(line: string, isAfterBlank: boolean): Line {
  if (tableRow.test(line)) return { block: 'table', text: '' };
  const { number, text } = item.exec(line)?.groups ?? {};
  if (text !== undefined && !isCode(text))
    return { block: 'item', text: number === undefined ? text : `${number}, ${text}` };
  const isIndented = isAfterBlank && /^(?: {4}|\t)/.test(line);
  return isIndented || isCode(line)
    ? { block: 'code', text: '' }
    : { block: 'text', text: line.replace(ornaments, '') };
}
