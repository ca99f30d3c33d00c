'use client';
import type { BulkTaskAct, BulkTaskResult, Task } from '@overmind/contracts/entities/task';
import { bulkTasks } from '@overmind/contracts/routes/tasks';
import { useProjectScope } from '#features/project/project-context.tsx';
import { errorWords } from '#lib/api/error-words.ts';
import { useSend } from '#lib/api/use-route.ts';
import { toast } from '#lib/toast.ts';
import { bulk as text } from '#text/board.ts';

const refusalsTold = 3;

/** Does the same to many tasks and tells how each came out; the refused ones stay selected. */
export function useBulk(selected: readonly Pick<Task, 'id' | 'key'>[], onAllDone: () => void) {
  const { projectId } = useProjectScope();
  const send = useSend(bulkTasks, { onError: (error) => void toast.error(errorWords(error)) });
  const run = (body: BulkTaskAct) =>
    send.mutate(
      { params: { id: projectId }, body },
      {
        onSuccess: ({ results }) => {
          tell(body.act, results, new Map(selected.map(({ id, key }) => [id, key])));
          if (results.every(({ ok }) => ok)) onAllDone();
        },
      },
    );
  return { run, isPending: send.isPending };
}

function tell(
  act: BulkTaskAct['act'],
  results: BulkTaskResult['results'],
  keys: ReadonlyMap<string, string>,
): void {
  const refused = results.filter(({ ok }) => !ok);
  const doneWords: Readonly<Record<string, string>> = text.done;
  const words = text.result(results.length - refused.length, refused.length, doneWords[act] ?? act);
  if (refused.length === 0) return toast.success(words);
  const reasons = refused
    .slice(0, refusalsTold)
    .map(({ id, detail }) => `${keys.get(id) ?? ''}: ${detail ?? ''}`);
  const rest = refused.length - refusalsTold;
  toast.error(words, {
    description: [...reasons, ...(rest > 0 ? [text.moreRefused(rest)] : [])].join('\n'),
  });
}
