'use client';
import { Check, Eye } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { overlayMoves } from '#features/board/overlay-moves.ts';
import { useRunsById } from '#features/board/use-board.ts';
import { useMay, useView } from '#features/project/project-context.tsx';
import { useMoveTask } from '#features/tasks/moves/use-move-task.ts';
import { useShownMoves } from '#features/tasks/moves/use-task-moves.ts';
import { useSearchParam } from '#lib/search-param.ts';
import { dashboard } from '#text/dashboard.ts';

const approve = { to: 'done', via: 'approve' } as const;

/** What waits for a person, each decidable in place. */
export function NeedsYou() {
  const tasks = useView((view) => view.tasks);
  const moves = useShownMoves();
  const waiting = overlayMoves(tasks, moves).filter((task) => task.status === 'needs_review');
  const runs = useRunsById();
  const mayAct = useMay('operator');
  const moveTask = useMoveTask();
  const [, openTask] = useSearchParam('task');
  if (waiting.length === 0) return null;
  return (
    <section
      aria-label={dashboard.needsYou}
      className="flex shrink-0 items-center gap-3 border-b bg-signal-soft px-3 py-1.5"
    >
      <h2 className="flex shrink-0 items-center gap-1.5 font-semibold text-review text-sm">
        <Eye className="size-4" aria-hidden />
        <span className="max-sm:sr-only">{dashboard.needsYou}</span>
        <span
          className="rounded-full bg-signal px-1.5 text-2xs text-signal-ink tabular-nums"
          title={dashboard.needsYouCount(waiting.length)}
        >
          {waiting.length}
        </span>
      </h2>
      <ul className="flex min-w-0 flex-1 snap-x gap-2 overflow-x-auto">
        {waiting.map((task) => (
          <li
            key={task.id}
            className="flex max-w-full shrink-0 snap-start items-center gap-1 rounded-md border bg-raised py-0.5 pr-0.5 pl-2 text-sm sm:max-w-[380px]"
          >
            <span className="shrink-0 font-medium text-ink-2 text-xs tabular-nums">{task.key}</span>
            <span className="mx-1 truncate">{task.title}</span>
            <Button
              size="sm"
              look="quiet"
              onClick={() => openTask(task.id)}
              aria-label={`${dashboard.review} ${task.key}`}
            >
              {dashboard.review}
            </Button>
            {mayAct && runs.has(task.latest_run_id ?? '') ? (
              <Button
                size="sm"
                look="signal"
                onClick={() => moveTask(task, approve)}
                aria-label={`${dashboard.approve} ${task.key}`}
              >
                <Check aria-hidden />
                {dashboard.approve}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
