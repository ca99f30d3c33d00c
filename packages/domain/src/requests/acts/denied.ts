import type { Intent } from '@overmind/contracts/entities/request';
import { negators } from '../grammar/denials.ts';
import { cares, refrains } from '../grammar/negations.ts';
import { toActive } from '../language/active.ts';
import { stripClutter } from '../language/clutter.ts';
import { beginsCommand, readCommand } from '../language/commands.ts';
import { matchStart } from '../language/phrases.ts';
import { isSymbol, type Token } from '../language/tokens.ts';
import type { Board } from './board.ts';
import { readControl } from './control.ts';

/** "Do not retry the unit tests": what is denied is an act on a task that is there, and nothing is to be done. */
export function deniesAct(bare: readonly Token[], board: Board): boolean {
  if (refusing.has(readControl(bare, board)?.intent ?? 'help')) return false;
  if (endings.has(bare.at(-1)?.word ?? '') && bare.at(-2)?.word !== 'or')
    return isAct(bare.slice(0, -1), board);
  const refrain = matchStart(denying, bare.slice(0, 12));
  if (refrain !== null && isAct(bare.slice(refrain.length), board)) return true;
  const at = bare.slice(0, maxBefore).findIndex(({ word }) => negators.has(word));
  if (
    at < 0 ||
    beginsCommand(bare) ||
    asking.has(bare[at - 1]?.word ?? '') ||
    asking.has(bare[0]?.word ?? '')
  )
    return false;
  const rest = upToMark(bare.slice(at + 1));
  if (deniesPassive(rest, board)) return true;
  const start = rest.slice(0, reach).findIndex((_token, place) => readCommand(rest.slice(place)) !== null);
  if (
    start < 0 ||
    rest.slice(0, start).some(({ word }) => turning.has(word)) ||
    reminders.has(rest[0]?.word ?? '')
  )
    return false;
  return isAct(rest.slice(start), board);
}

const denying = [...refrains, ...cares];
/** "Cancel SHOP-17 not" */
const endings: ReadonlySet<string> = new Set(['not', 'never']);

/** "I do not want the footer to be canceled" */
const deniesPassive = (rest: readonly Token[], board: Board): boolean =>
  rest.slice(0, reach).some((_token, place) => {
    const active = toActive(rest.slice(place));
    return active !== null && isAct(active, board);
  });

/** Acts that are told by a denial: "do not use infra", "do not start anything new". */
const refusing: ReadonlySet<Intent> = new Set<Intent>(['disable_agent', 'pause']);

/** A denial stands near the beginning, and the verb that it denies near to it. */
const maxBefore = 10;
const reach = 6;
/** "Why not retry it?", "can you not just approve it" */
const asking: ReadonlySet<string> = new Set('why can could would will should if when'.split(' '));
/** After these something else is said. */
const turning: ReadonlySet<string> = new Set('but so please then because instead and'.split(' '));
/** "Do not forget to retry it" */
const reminders: ReadonlySet<string> = new Set('forget hesitate fail worry'.split(' '));

function isAct(words: readonly Token[], board: Board): boolean {
  const [first, ...rest] = stripClutter(upToMark(words));
  const verb = first === undefined ? undefined : (readCommand([first, ...rest])?.verb ?? first.word);
  if (first === undefined || verb === undefined) return false;
  const act = readControl([{ ...first, word: verb }, ...rest], board);
  return act !== null && (act.targets.length > 0 || act.agent !== null);
}

function upToMark(words: readonly Token[]): readonly Token[] {
  const end = words.findIndex((token) => isSymbol(token, ',', ';', '(', '.', '-'));
  return end < 0 ? words : words.slice(0, end);
}
