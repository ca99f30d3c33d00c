'use client';
import { type ReactNode, useEffect } from 'react';
import { ErrorState } from '#components/notice.tsx';
import { isCode } from '#lib/api/error-words.ts';
import { goToSignIn } from './return-path.ts';
import { useMe } from './use-session.ts';

/** Shows its children at once; leaves for the sign-in page when the server knows nobody. */
export function RequireSession({ children }: { children: ReactNode }) {
  const me = useMe();
  const isSignedOut = isCode(me.error, 'unauthenticated');
  useEffect(() => {
    if (isSignedOut) goToSignIn();
  }, [isSignedOut]);
  if (isSignedOut) return null;
  if (me.isError && me.data === undefined)
    return <ErrorState error={me.error} onRetry={() => void me.refetch()} className="min-h-dvh" />;
  return children;
}
