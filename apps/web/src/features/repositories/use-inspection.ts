'use client';
import { inspectRepository } from '@overmind/contracts/routes/runners';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '#lib/api/client.ts';

const settleMs = 350;
const askMs = 3_000;

function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), settleMs);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

/** What the runners find at a path, asked once the typing rests. */
export function useInspection(path: string) {
  const settled = useSettled(path.trim());
  const query = useQuery({
    queryKey: [inspectRepository.id, settled],
    queryFn: ({ signal }) => api.call(inspectRepository, { body: { path: settled }, signal }),
    enabled: settled !== '',
    placeholderData: keepPreviousData,
    staleTime: 10_000,
    // Somebody may be allowing the folder in a terminal at this moment.
    refetchInterval: ({ state }) =>
      state.data?.ok === false && state.data.reason === 'outside_roots' ? askMs : false,
  });
  const isWaiting =
    path.trim() !== '' && (settled !== path.trim() || query.isPending || query.isPlaceholderData);
  return { ...query, isWaiting, data: settled === '' ? undefined : query.data };
}
