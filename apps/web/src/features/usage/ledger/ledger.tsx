'use client';
import { lazy, Suspense } from 'react';
import { Skeleton } from '#components/ui/badge.tsx';
import { useMe } from '#features/session/use-session.ts';
import { usage as text } from '#text/usage.ts';
import type { UsagePlace } from '../usage-place.ts';

const LedgerCalls = lazy(async () => ({ default: (await import('./ledger-calls.tsx')).LedgerCalls }));

/** The calls of one project, or of none, in the time that is chosen above. */
export function Ledger({ place }: { place: UsagePlace }) {
  const isAdmin = useMe().data?.user.is_admin === true;
  return (
    <section aria-labelledby="ledger">
      <h2 id="ledger" className="font-semibold">
        {text.ledger}
      </h2>
      {place.project === null ? (
        <p className="mt-1 text-ink-2 text-sm">{isAdmin ? text.chooseProjectOrNone : text.chooseProject}</p>
      ) : (
        <>
          <p className="mt-1 mb-3 text-ink-2 text-sm">{text.ledgerHint}</p>
          <Suspense fallback={<Skeleton className="h-48" />}>
            <LedgerCalls project={place.project} place={place} />
          </Suspense>
        </>
      )}
    </section>
  );
}
