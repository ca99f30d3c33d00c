import { stripClutter } from '../language/clutter.ts';
import { isSaid, isSymbol, type Token, trimMarks } from '../language/tokens.ts';
import { agentNamed } from './agents.ts';
import type { Board } from './board.ts';
import { readControl } from './control.ts';
import { mendAct } from './mend-act.ts';

/** Longer sentences and more acts are a document. */
const maxTokens = 60;
const maxActs = 6;
const toggles: ReadonlySet<string> = new Set(['enable_agent', 'disable_agent']);

/** The acts of a sentence that asks for nothing else: "enable mobile and disable scout", "disable qa and infra". */
export function readSeveralActs(
  sentence: readonly Token[],
  board: Board,
): readonly (readonly Token[])[] | null {
  if (sentence.length > maxTokens) return null;
  const parts = partsOf(stripClutter(sentence));
  if (parts.length < 2 || parts.length > maxActs) return null;
  const acts: (readonly Token[])[] = [];
  for (const part of parts) {
    const act = actIn(part, acts.at(-1), board);
    if (act === null) return null;
    acts.push(act);
  }
  return acts;
}

/** A part as an act: by itself, or an agent to whom the act before is done too. */
function actIn(
  part: readonly Token[],
  before: readonly Token[] | undefined,
  board: Board,
): readonly Token[] | null {
  const bare = mendAct(stripClutter(part), board);
  const act = readControl(bare, board);
  if (act !== null) {
    const isSure = act.needs_clarification === null && (act.targets.length > 0 || act.agent !== null);
    return isSure ? bare : null;
  }
  const { agents } = board.context;
  const isToggle = before !== undefined && toggles.has(readControl(before, board)?.intent ?? '');
  if (!isToggle || agentNamed(bare, agents) === null) return null;
  const at = before.findIndex((token) => agentNamed([token], agents) !== null);
  return at < 0 ? null : [...before.slice(0, at), ...bare, ...before.slice(at + 1)];
}

function partsOf(sentence: readonly Token[]): readonly (readonly Token[])[] {
  const parts: Token[][] = [[]];
  for (const token of sentence) {
    if (isSymbol(token, ',', ';', '&', '+') || token.word === 'and' || token.word === 'then') parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts.map((part) => trimMarks(part)).filter((part) => part.some(isSaid));
}
