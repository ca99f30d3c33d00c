'use client';
import type { Agent } from '@overmind/contracts/entities/agent';
import type { Run } from '@overmind/contracts/entities/run';
import { useMemo } from 'react';
import { useView } from '#features/project/project-context.tsx';
import { useMe } from '#features/session/use-session.ts';
import { useShownMoves } from '#features/tasks/moves/use-task-moves.ts';
import { toColumns } from './columns.ts';
import type { BoardFilter } from './filter.ts';
import { overlayMoves } from './overlay-moves.ts';
import { waitsOf } from './waits.ts';

/** The board as it should look now: confirmed tasks, moves on top, filtered and in order. */
export function useBoard(filter: BoardFilter) {
  const confirmed = useView((view) => view.tasks);
  const moves = useShownMoves();
  const myId = useMe().data?.user.id;
  const tasks = useMemo(() => overlayMoves(confirmed, moves), [confirmed, moves]);
  const waits = useMemo(() => waitsOf(tasks), [tasks]);
  const columns = useMemo(
    () => toColumns(tasks, filter, { waiting: new Set(waits.keys()), myId }),
    [tasks, filter, waits, myId],
  );
  return { tasks, columns, waits };
}

export function useAgentNames(): ReadonlyMap<string, string> {
  const agents = useView((view) => view.agents);
  return useMemo(() => new Map(agents.map((agent: Agent) => [agent.id, agent.name])), [agents]);
}

export function useRunsById(): ReadonlyMap<string, Run> {
  const runs = useView((view) => view.runs);
  return useMemo(() => new Map(runs.map((run) => [run.id, run])), [runs]);
}
