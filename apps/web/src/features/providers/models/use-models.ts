'use client';
import type { CatalogueModel } from '@overmind/contracts/entities/model-catalogue';
import { listModels, putModelSettings } from '@overmind/contracts/routes/models';
import { useQueryClient } from '@tanstack/react-query';
import { routeKey, useRoute, useSend } from '#lib/api/use-route.ts';
import { toast } from '#lib/toast.ts';
import { models as text } from '#text/providers.ts';

const none: readonly CatalogueModel[] = [];

/** Every model that can be called, of all providers. */
export function useModels() {
  const found = useRoute(listModels, {}, { staleTime: 0 });
  return { ...found, models: found.data?.items ?? none };
}

export function useModelSettings(onSaved: () => void) {
  const queries = useQueryClient();
  return useSend(putModelSettings, {
    onSuccess: async ({ ref }) => {
      await queries.invalidateQueries({ queryKey: routeKey(listModels) });
      toast.success(text.saved(ref));
      onSaved();
    },
  });
}
