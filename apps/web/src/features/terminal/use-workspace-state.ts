import type { Run } from '@overmind/contracts/entities/run';
import { getRunWorkspace, listTerminals } from '@overmind/contracts/routes/terminals';
import { useMay, useView } from '#features/project/project-context.tsx';
import { errorWords } from '#lib/api/error-words.ts';
import { useRoute } from '#lib/api/use-route.ts';
import { isLiveRun } from '#lib/live/reduce.ts';
import { terminal as text } from '#text/terminal.ts';

/** Where terminals are off, what was seen on earlier ones is shown all the same. */
export function useHasTerminal(runId: string): boolean {
  const isAllowed = useView((view) => view.project.settings.terminal);
  const earlier = useRoute(listTerminals, { params: { id: runId } }, { enabled: !isAllowed });
  return isAllowed || (earlier.data?.items.length ?? 0) > 0;
}

/** Whether a terminal can be opened in the workspace of a run, and a sentence on it. */
export function useWorkspaceState(run: Run): { mayOpen: boolean; hint: string } {
  const isMaintainer = useMay('maintainer');
  const isAllowed = useView((view) => view.project.settings.terminal);
  const isLive = isLiveRun(run);
  const asked = useRoute(
    getRunWorkspace,
    { params: { id: run.id } },
    { enabled: isMaintainer && isAllowed && !isLive, staleTime: 0 },
  );
  if (!isMaintainer) return { mayOpen: false, hint: text.needsRole };
  if (!isAllowed) return { mayOpen: false, hint: text.off };
  if (isLive) return { mayOpen: true, hint: text.hint };
  if (asked.isPending) return { mayOpen: false, hint: text.looking };
  if (asked.isError) return { mayOpen: false, hint: errorWords(asked.error) };
  return asked.data.state === 'gone'
    ? { mayOpen: false, hint: text.gone }
    : { mayOpen: true, hint: text.kept };
}
