'use client';
import { archiveProject, listProjects, unarchiveProject } from '@overmind/contracts/routes/projects';
import { useQueryClient } from '@tanstack/react-query';
import { errorWords } from '#lib/api/error-words.ts';
import { useRoute, useSend } from '#lib/api/use-route.ts';
import { toast } from '#lib/toast.ts';
import { projects } from '#text/projects.ts';

const mostCards = 200;

export const useProjects = (archived: 'true' | 'false' = 'false') =>
  useRoute(listProjects, { query: { limit: mostCards, archived } }, { staleTime: 5_000 });

/** Puts a project away or takes it back, with an undo in the toast. */
export function useArchiving() {
  const queries = useQueryClient();
  const refresh = () => void queries.invalidateQueries({ queryKey: [listProjects.id] });
  const onError = (error: unknown) => void toast.error(errorWords(error));
  const archive = useSend(archiveProject, {
    onError,
    onSuccess: ({ id, name }) => {
      refresh();
      toast(projects.archivedToast(name), {
        action: { label: projects.undo, onClick: () => unarchive.mutate({ params: { id } }) },
      });
    },
  });
  const unarchive = useSend(unarchiveProject, {
    onError,
    onSuccess: ({ name }) => {
      refresh();
      toast(projects.unarchivedToast(name));
    },
  });
  return { archive, unarchive };
}
