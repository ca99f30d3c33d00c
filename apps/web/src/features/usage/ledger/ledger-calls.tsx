'use client';
import { noProject } from '@overmind/contracts/entities/model-call';
import { CallList } from '#features/model-calls/call-list.tsx';
import type { CallsOf } from '#features/model-calls/use-model-calls.ts';
import type { UsagePlace } from '../usage-place.ts';
import { LedgerFilters } from './ledger-filters.tsx';
import { type LedgerPlace, useLedgerPlace } from './ledger-place.ts';

interface LedgerCallsProps {
  /** Or the word for none. */
  project: string;
  place: UsagePlace;
}

export function LedgerCalls({ project, place }: LedgerCallsProps) {
  const ledger = useLedgerPlace();
  return (
    <>
      <LedgerFilters place={place} ledger={ledger} />
      <CallList key={project} of={callsOf(project, place, ledger)} />
    </>
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
