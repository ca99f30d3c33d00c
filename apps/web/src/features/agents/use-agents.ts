'use client';
import type { Agent } from '@overmind/contracts/entities/agent';
import { getSnapshot, listAgents, type Snapshot, updateAgent } from '@overmind/contracts/routes/projects';
import { useQueryClient } from '@tanstack/react-query';
import { errorWords } from '#lib/api/error-words.ts';
import { routeKey, useRoute, useSend } from '#lib/api/use-route.ts';
import { toast } from '#lib/toast.ts';

export const useAgents = (projectId: string) => useRoute(listAgents, { params: { id: projectId } });

/** Changes an agent; the reply goes into every cache that shows it, if it is newer. */
export function useUpdateAgent(onDone?: () => void) {
  const queries = useQueryClient();
  return useSend(updateAgent, {
    onError: (error) => void (onDone === undefined && toast.error(errorWords(error))),
    onSuccess: (agent) => {
      const replace = (list: Agent[]) =>
        list.map((each) => (each.id === agent.id && each.version <= agent.version ? agent : each));
      const params = { id: agent.project_id };
      queries.setQueryData<{ items: Agent[]; next_cursor: null }>(routeKey(listAgents, { params }), (page) =>
        page === undefined ? page : { ...page, items: replace(page.items) },
      );
      queries.setQueryData<Snapshot>(routeKey(getSnapshot, { params }), (view) =>
        view === undefined ? view : { ...view, agents: replace(view.agents) },
      );
      onDone?.();
    },
  });
}
