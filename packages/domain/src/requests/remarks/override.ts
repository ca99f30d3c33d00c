import { overrides } from '../grammar/overrides.ts';
import { matchStart } from '../language/phrases.ts';
import type { Token } from '../language/tokens.ts';
import { isPretence } from './pretence.ts';

/** Statements and markup of other machines, at the beginning or after a break-out mark. Each is linear. */
const machineTalk: readonly RegExp[] = [
  /(?:^|[;)])\s{0,9}(?:drop\s+(?:table|database)|delete\s+from|truncate\s+table|insert\s+into|update\s+\w{1,40}\s+set|alter\s+table|grant\s+all)\b/i,
  /^\s{0,9}select\s.{1,200}\sfrom\s+\w/i,
  /\bunion\s+(?:all\s+)?select\b|['"]\s{0,9}or\s{1,9}['"]?(?:1['"]?\s{0,9}=\s{0,9}['"]?1|true)/i,
  /^\s{0,9}<[!/]?[a-z][\w-]{0,40}(?:\s[^>]{0,400})?>/i,
  /<script\b[^>]{0,400}>[^<\s]|\bon(?:error|load|click)\s{0,9}=\s{0,9}["']?\w|javascript:\w/i,
  /^\s{0,9}[{[]\s{0,9}["{]/,
  /"(?:intent|role|tool|action|function|command|kind|targets|tool_call|is_admin)"\s{0,9}:/i,
  /<\|\w{1,40}\|>|\[\/?INST\]|<<\/?SYS>>|<\/?(?:system|assistant|user|instructions?|prompt)>|^#{2,4}\s{0,9}(?:system|instructions?)\b/i,
  /\$\{[^}]{1,200}\}|\{\{[^}]{1,200}\}\}|\.\.\/\.\.\/\.\.\//,
  /(?:^|\s)(?:intent|tool_call|command)\s{0,3}=\s{0,3}["']?\w/i,
];
/** What lies further on is the text of a document. */
const maxRead = 20_000;

/** Whether a text tries to command the system behind the conversation. Quoted text and code are no commands. */
export function isOverride(tokens: readonly Token[], text: string, agents: readonly string[]): boolean {
  const plain = text.slice(0, maxRead).replace(/`[^`]{1,2000}`/g, ' ');
  if (machineTalk.some((says) => says.test(plain)) || isPretence(tokens, plain, agents)) return true;
  return tokens.some(
    (token, at) => begins.has(token.word) && matchStart(overrides, tokens.slice(at, at + window)) !== null,
  );
}

const window = 16;
const begins: ReadonlySet<string> = new Set(overrides.flatMap(({ firsts }) => [...(firsts ?? [])]));
