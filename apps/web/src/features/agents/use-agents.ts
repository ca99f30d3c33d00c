'use client';
import type { Agent, AgentConfig } from '@overmind/contracts/entities/agent';
import {
  createAgent,
  getSnapshot,
  listAgents,
  type Snapshot,
  updateAgent,
} from '@overmind/contracts/routes/projects';
import { useQueryClient } from '@tanstack/react-query';
import { useProjectScope } from '#features/project/project-context.tsx';
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

/** Adds an agent, or changes one; the form stays open with what went wrong. */
export function useSaveAgent(agent: Agent | null, onDone: () => void) {
  const { projectId } = useProjectScope();
  const queries = useQueryClient();
  const update = useUpdateAgent(onDone);
  const create = useSend(createAgent, {
    onSuccess: async (made) => {
      const params = { id: projectId };
      queries.setQueryData<Snapshot>(routeKey(getSnapshot, { params }), (view) =>
        view === undefined
          ? view
          : { ...view, agents: [...view.agents.filter(({ id }) => id !== made.id), made] },
      );
      onDone();
      await queries.invalidateQueries({ queryKey: routeKey(listAgents, { params }) });
    },
  });
  return {
    isPending: update.isPending || create.isPending,
    error: update.error ?? create.error,
    save: ({ name, role }: { name: string; role: string }, config: AgentConfig) => {
      const words = role.trim();
      if (agent === null)
        create.mutate({
          params: { id: projectId },
          body: { name, role: words === '' ? name : words, config },
        });
      else
        update.mutate({
          ...{ params: { id: agent.id }, ifMatch: agent.version },
          body: { role: words === '' ? agent.role : words, config },
        });
    },
  };
}
