import { determiners, questionLeads, strongVerbs, weakVerbs } from '../vocabulary.ts';
import { stripFillers } from './fillers.ts';

const referable = /^(?:[@#/]|[\uE000-\uF8FF]|[A-Z][A-Z0-9]+-\d)/;

export interface Opening {
  /** In its base form: "running" is "run". */
  verb: string;
  rest: string;
}

/** Whether a text that follows "and" or a comma begins a request of its own. */
export function beginsRequest(text: string): boolean {
  const bare = stripFillers(text).replace(/^@[\w-]+[,:]?\s+/, '');
  const [first = '', second = ''] = bare.split(/\s+/);
  const word = first.toLowerCase().replace(/[^\p{L}'-]/gu, '');
  if (strongVerbs.has(word)) return true;
  if (weakVerbs.has(word)) return determiners.has(second.toLowerCase()) || referable.test(second);
  return questionLeads.test(bare) && /^(?:what|how|who|where|why|which|is|are)\b/i.test(word);
}

/** The verb that a command begins with, or null when it begins with none that is known. */
export function readVerb(text: string): Opening | null {
  const [, first = '', rest = ''] = /^([\p{L}-]+)(?![\p{L}'])\s*([\s\S]*)$/u.exec(text) ?? [];
  const verb = baseForms(first.toLowerCase()).find((form) => strongVerbs.has(form) || weakVerbs.has(form));
  return verb === undefined ? null : { verb, rest };
}

/** The word itself, and for a gerund the verbs it may come from. */
function baseForms(word: string): string[] {
  const stem = /^(.{2,})ing$/.exec(word)?.[1];
  if (stem === undefined) return [word];
  return [word, stem, `${stem}e`, stem.replace(/(.)\1$/, '$1')];
}
