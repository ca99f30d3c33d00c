'use client';
import { noProject } from '@overmind/contracts/entities/model-call';
import { visibleWords } from '@overmind/domain/text/make-visible';
import Link from 'next/link';
import { FormError } from '#components/notice.tsx';
import { CallAttempts } from '#features/model-calls/call-attempts.tsx';
import { usagePath } from '#features/usage/usage-path.ts';
import { trial as text } from '#text/providers.ts';
import type { Trial } from './use-trial.ts';

/** What came so far, from whom, and what was tried for it. */
export function TrialAnswer({ trial, project }: { trial: Trial; project: string | null }) {
  const { state, ref, words, attempts, problem } = trial;
  return (
    <section aria-label={text.answer} aria-busy={state === 'asking'} className="space-y-3">
      <div className="rounded-card border bg-raised p-3">
        <p className="mb-1 text-ink-3 text-xs">
          {text.from} <code className="font-mono">{ref ?? '…'}</code>
        </p>
        <p aria-live="polite" className="whitespace-pre-wrap text-sm [overflow-wrap:anywhere]">
          {words === '' && state === 'asking' ? text.nothing : visibleWords(words)}
        </p>
        {state === 'stopped' ? <p className="mt-1 text-review text-xs">{text.stopped}</p> : null}
      </div>
      <FormError error={problem} />
      {attempts.length === 0 ? null : (
        <div>
          <h3 className="mb-1.5 font-medium text-ink-2 text-xs">{text.tried}</h3>
          <CallAttempts attempts={attempts} />
        </div>
      )}
      {state === 'answered' || state === 'failed' ? (
        <Link href={usagePath(project ?? noProject)} className="text-accent text-sm underline">
          {text.toUsage}
        </Link>
      ) : null}
    </section>
  );
}
