'use client';
import type { Run } from '@overmind/contracts/entities/run';
import { useMay } from '#features/project/project-context.tsx';
import { isLiveRun } from '#lib/live/reduce.ts';
import { SayComposer } from './say-composer.tsx';
import { Transcript } from './transcript.tsx';

/** What a coding agent said and did, and the way to say something to it while it lives. */
export function Session({ run, onConsole }: { run: Run; onConsole(): void }) {
  const may = useMay('operator');
  return (
    <>
      <Transcript run={run} onConsole={onConsole} />
      {may && run.executor === 'acp' && isLiveRun(run) && run.cancel_requested_at === null ? (
        <SayComposer run={run} />
      ) : null}
    </>
  );
}
