import { determiners } from '../grammar/verbs.ts';
import { isSaid, render, type Token } from '../language/tokens.ts';
import { contentWords } from '../language/words.ts';
import type { Board } from './board.ts';

/** More words than a person takes to name a task. */
const longest = 7;
/** What is looked at; a longer text is a document. */
const maxTokens = 120;

/** The keys of the tasks that a text names, by key or by the words of a title after "the", "our" or the like. */
export function tasksNamed(tokens: readonly Token[], board: Board): string[] {
  const said = tokens.slice(0, maxTokens);
  const keys = said.flatMap((token, at) => {
    if (token.kind === 'key') return [token.text];
    return determiners.has(token.word) ? titleAfter(said, at + 1, board) : [];
  });
  return [...new Set(keys)];
}

/** The only task whose title holds all words of the phrase that begins here. */
function titleAfter(said: readonly Token[], start: number, { index }: Board): string[] {
  const window = said.slice(start, start + longest);
  const end = window.findIndex((token) => !isSaid(token) || ends.has(token.word));
  const last = end < 0 ? window.length : end;
  for (let length = last; length > 0; length--) {
    if (length < last && !linking.has(window[length]?.word ?? '')) continue;
    const named = window.slice(0, length).filter(({ word }) => !kinds.has(word));
    const found = index.holdingAll(contentWords(render(named)));
    const [only] = found;
    if (only !== undefined && found.length === 1) return [only.key];
  }
  return [];
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));
const kinds = words('task tasks ticket one ones job run runs work thing branch change changes');
/** A phrase that names a thing goes on over these, or ends. */
const linking = words('for to of in on with');
const ends = words(`
  is are was were has have had be been do does did can could will would should must works work looks look passes passed
  pass fails failed fail broke seems still now again anymore any not and or but so because since as until that which who
  reads loads runs shows says breaks feels goes comes gets takes makes wants sounds lacks blocks waits costs stays
  when if while it i we you they he she at by from before after just already went got gets needs need yesterday today
`);
