import type { UnderstoodRequest } from '@overmind/contracts/entities/request';
import { askingLeads } from '../grammar/starts.ts';
import { stripClutter } from '../language/clutter.ts';
import { matchStart } from '../language/phrases.ts';
import type { Token } from '../language/tokens.ts';
import type { Board } from './board.ts';
import { readQuestion } from './question.ts';

/** A question of the board, with "tell me" or the like before it or without. */
export function askedOutright(bare: readonly Token[], board: Board): UnderstoodRequest | null {
  const lead = matchStart(askingLeads, bare.slice(0, 12));
  return (
    readQuestion(bare, board) ??
    (lead === null ? null : readQuestion(stripClutter(bare.slice(lead.length)), board))
  );
}
