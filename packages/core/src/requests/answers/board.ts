import { readBoard } from '@overmind/db/queries/talk/board';
import { type BoardTopic, shownFor } from '@overmind/domain/replies/board';
import { isPaused } from '../acts/on-project.ts';
import { type Answer, answerWith } from '../say.ts';
import type { Turn } from '../turn.ts';

const maxShown = 5;

/** How many tasks there are of each status, and the first of those that are asked about. */
export async function describeBoard(turn: Turn, topic: BoardTopic): Promise<Answer> {
  const { counts, tasks } = await readBoard(turn.w.tx, turn.projectId, shownFor[topic], maxShown);
  const board = { counts, tasks, isPaused: await isPaused(turn), now: turn.now };
  return answerWith({ kind: 'board', topic, board }, tasks);
}
