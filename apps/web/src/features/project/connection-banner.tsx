'use client';
import { CloudOff, Loader2, LogIn } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { goToSignIn } from '#features/session/return-path.ts';
import { useConnection } from '#lib/live/connection-store.ts';
import { shell } from '#text/shell.ts';
import { useProjectScope } from './project-context.tsx';

const patienceMs = 1_500;

/** Says nothing of a hiccup; tells what a real loss means and heals by itself. */
export function ConnectionBanner() {
  const { connection } = useProjectScope();
  const { state, wasOpen } = useConnection();
  const isLost = state !== 'open' && (wasOpen || state === 'closed');
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(isLost), isLost ? patienceMs : 0);
    return () => clearTimeout(timer);
  }, [isLost]);
  if (state === 'unauthenticated' || state === 'forbidden') {
    return (
      <Strip words={state === 'forbidden' ? shell.forbidden : shell.signedOut}>
        <Button size="sm" onClick={goToSignIn}>
          <LogIn aria-hidden />
          {shell.signIn}
        </Button>
      </Strip>
    );
  }
  if (!isShown || !isLost) return null;
  return (
    <Strip words={state === 'connecting' ? shell.reconnecting : shell.lost} isBusy={state === 'connecting'}>
      <Button size="sm" onClick={() => connection.retryNow()}>
        {shell.retryNow}
      </Button>
    </Strip>
  );
}

function Strip({
  words,
  isBusy = false,
  children,
}: {
  words: string;
  isBusy?: boolean;
  children: React.ReactNode;
}) {
  const Icon = isBusy ? Loader2 : CloudOff;
  return (
    <div
      role="status"
      className="flex items-center gap-2 border-b bg-failed-soft px-3 py-1.5 text-failed text-sm"
    >
      <Icon className={isBusy ? 'size-4 animate-spin' : 'size-4'} aria-hidden />
      <span className="flex-1">{words}</span>
      {children}
    </div>
  );
}
