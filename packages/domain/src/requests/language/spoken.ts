const small =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const numberWord = `(?:(?:${tens.join('|')})(?:[ -](?:${small.slice(1, 10).join('|')}))?|${small.join('|')}|\\d+)`;

export interface SpokenNames {
  /** Prefixes of task keys, e.g. SHOP. */
  prefixes: readonly string[];
  agents: readonly string[];
  isVoice: boolean;
}

/** Writes what was spoken as it is written: "shop dash twelve" as SHOP-12, "number four" as #4, "p one" as P1. */
export function writeSpokenForms(text: string, { prefixes, agents, isVoice }: SpokenNames): string {
  let written = text;
  for (const prefix of prefixes) {
    const spoken = new RegExp(
      `\\b${prefix}(?:\\s*(?:-|dash|hyphen|minus|number)\\s*|\\s+)(${numberWord})\\b`,
      'gi',
    );
    written = written.replace(spoken, (_all, number: string) => `${prefix}-${toNumber(number)}`);
  }
  written = written
    .replace(
      numbered('(?:task|ticket|issue|card)\\s+(?:number\\s+|no\\.?\\s+|#\\s*)?'),
      (_all, number: string) => `task #${toNumber(number)}`,
    )
    .replace(numbered('(?:number|hashtag|hash)\\s+'), (_all, number: string) => `#${toNumber(number)}`)
    .replace(numbered('p\\s+'), (all, number: string) => level(all, toNumber(number)))
    .replace(numbered('priority\\s+(?:of\\s+)?'), (all, number: string) => level(all, toNumber(number)));
  if (!isVoice || agents.length === 0) return written;
  return written.replace(new RegExp(`(^|[,.]\\s*)at (${agents.join('|')})\\b`, 'gi'), '$1@$2');
}

const numbered = (before: string): RegExp => new RegExp(`\\b${before}(${numberWord})(?![\\w-])`, 'gi');

function level(all: string, number: number): string {
  return number >= 1 && number <= 5 ? `P${number}` : all;
}

function toNumber(words: string): number {
  if (/^\d+$/.test(words)) return Number(words);
  const [first = '', second] = words.toLowerCase().split(/[ -]/);
  const ten = tens.indexOf(first);
  return ten < 0 ? small.indexOf(first) : (ten + 2) * 10 + (second === undefined ? 0 : small.indexOf(second));
}
