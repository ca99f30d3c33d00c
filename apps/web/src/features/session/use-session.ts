'use client';
import { getMe, login, logout } from '@overmind/contracts/routes/auth';
import { useQueryClient } from '@tanstack/react-query';
import { useRoute, useSend } from '#lib/api/use-route.ts';

export const useMe = () => useRoute(getMe, {}, { staleTime: 5 * 60_000 });

export function useSignIn(onSignedIn: () => void) {
  const queries = useQueryClient();
  return useSend(login, {
    onSuccess: () => {
      queries.clear();
      onSignedIn();
    },
  });
}

/** Ends the session and leaves by a full load, so that nothing of it stays in memory. */
export const useSignOut = () => useSend(logout, { onSettled: () => window.location.assign('/sign-in') });
