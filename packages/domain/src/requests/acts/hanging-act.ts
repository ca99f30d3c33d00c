import type { Intent } from '@overmind/contracts/entities/request';
import { polite, unmet } from '../grammar/contexts.ts';
import { controlVerbs } from '../grammar/control-verbs.ts';
import { stripClutter } from '../language/clutter.ts';
import { matchStart } from '../language/phrases.ts';
import { isSymbol, type Token, trimMarks } from '../language/tokens.ts';
import type { Board } from './board.ts';
import { readControl } from './control.ts';
import { mendAct } from './mend-act.ts';

const maxTokens = 80;
/** Their reason may say "if" and "when". */
const worded: ReadonlySet<Intent> = new Set<Intent>([
  'reject',
  'comment',
  'block',
  'status',
  'ask',
  'what_changed',
]);

/** Acts that need no task. */
const onProject: ReadonlySet<Intent> = new Set<Intent>(['pause', 'resume', 'enable_agent', 'disable_agent']);

/** The act that hangs on something that is not so yet: "approve SHOP-19 as soon as the build is green"; null for none. */
export function readHangingAct(sentence: readonly Token[], board: Board): readonly Token[] | null {
  const said = stripClutter(sentence);
  if (said.length > maxTokens) return null;
  const at = said.findIndex((_token, place) => hangsAt(said, place));
  if (at < 0 || matchStart(polite, said.slice(at, at + 10)) !== null) return null;
  const comma = said.findIndex((token, place) => place > at && isSymbol(token, ',', '-'));
  const words = at > 0 ? withoutOnly(said.slice(0, at)) : comma < 0 ? fromVerb(said) : said.slice(comma + 1);
  const act = mendAct(stripClutter(trimMarks(words)), board);
  const request = act.length === 0 ? null : readControl(act, board);
  if (request === null || request.needs_clarification !== null || worded.has(request.intent)) return null;
  return request.targets.length > 0 || onProject.has(request.intent) ? act : null;
}

/** "Unless someone objects approve SHOP-19" */
function fromVerb(said: readonly Token[]): readonly Token[] {
  const at = said.findIndex(
    ({ word }, place) =>
      place > 1 && controlVerbs.includes(word) && !subjects.has(said[place - 1]?.word ?? ''),
  );
  return at < 0 ? [] : said.slice(at);
}
const subjects: ReadonlySet<string> = new Set('i we you they to the a an can could should'.split(' '));

function hangsAt(said: readonly Token[], at: number): boolean {
  const [first, second, third] = said.slice(at, at + 3);
  if (first?.word === 'as')
    return (second?.word === 'soon' || second?.word === 'long') && third?.word === 'as';
  return unmet.has(first?.word ?? '') && first?.word !== 'before' && first?.word !== 'should';
}

const only: ReadonlySet<string> = new Set(['only', 'but', 'just', 'and', 'even']);
function withoutOnly(words: readonly Token[]): readonly Token[] {
  const kept = trimMarks(words);
  return only.has(kept.at(-1)?.word ?? '') ? withoutOnly(kept.slice(0, -1)) : kept;
}
