'use client';
import { ModelCallScope, ModelRef, ProviderName } from '@overmind/contracts/entities/model';
import { ListedCall } from '@overmind/contracts/entities/model-call';
import { Uuid } from '@overmind/contracts/entities/primitives';
import { useSearchParams } from 'next/navigation';
import { showParts } from '#lib/search-param.ts';

/** What the list of calls is kept to; null for all. */
export interface LedgerPlace {
  provider: string | null;
  model: string | null;
  status: ListedCall['status'] | null;
  agent: string | null;
  task: string | null;
  persona: string | null;
}

interface Reader<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false };
}

function read<T>(schema: Reader<T>, value: string | null): T | null {
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : null;
}

/** What the address says; what it cannot mean is left out. */
export const ledgerIn = (search: URLSearchParams): LedgerPlace => ({
  provider: read(ProviderName, search.get('provider')),
  model: read(ModelRef, search.get('model')),
  status: read(ListedCall.shape.status, search.get('status')),
  agent: read(Uuid, search.get('agent')),
  task: read(Uuid, search.get('of_task')),
  persona: read(ModelCallScope.shape.persona.unwrap(), search.get('persona')) ?? null,
});

export const useLedgerPlace = (): LedgerPlace => ledgerIn(useSearchParams());

/** In the address a task is `of_task`: `task` opens one in pages of a project. */
export function keepTo({ task, ...rest }: Partial<LedgerPlace>): void {
  showParts({ ...rest, ...(task === undefined ? {} : { of_task: task }) });
}
