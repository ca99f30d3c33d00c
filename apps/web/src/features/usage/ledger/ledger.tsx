'use client';
import { noProject } from '@overmind/contracts/entities/model-call';
import { CallList } from '#features/model-calls/call-list.tsx';
import type { CallsOf } from '#features/model-calls/use-model-calls.ts';
import { useMe } from '#features/session/use-session.ts';
import { usage as text } from '#text/usage.ts';
import type { UsagePlace } from '../usage-place.ts';
import { LedgerFilters } from './ledger-filters.tsx';
import { type LedgerPlace, useLedgerPlace } from './ledger-place.ts';

/** The calls of one project, or of none, in the time that is chosen above. */
export function Ledger({ place }: { place: UsagePlace }) {
  const ledger = useLedgerPlace();
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
          <LedgerFilters place={place} ledger={ledger} />
          <CallList key={place.project} of={callsOf(place.project, place, ledger)} />
        </>
      )}
    </section>
  );
}

function callsOf(project: string, { from, to }: UsagePlace, ledger: LedgerPlace): CallsOf {
  const { provider, model, status, agent, task, persona } = ledger;
  const filter = { from, to, ...given({ provider, model }), ...(status === null ? {} : { status }) };
  if (project === noProject) return { projectId: null, ...filter };
  return { projectId: project, ...filter, ...given({ agent, task, persona }) };
}

/** What is kept to; the rest is left out. */
const given = <K extends string>(filter: Record<K, string | null>): Partial<Record<K, string>> =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== null)) as Partial<
    Record<K, string>
  >;
