import type { RoutedModel } from '@overmind/contracts/entities/model';
import type { LedgerCall } from '@overmind/contracts/entities/model-call';
import { Badge } from '#components/ui/badge.tsx';
import { cn } from '#lib/class-names.ts';
import { complexityWords, exclusionWords, privacyWords, modelCalls as text } from '#text/model-calls.ts';
import { ScriptedMark } from './scripted-mark.tsx';

/** What would have been possible; of a call that is kept only the first, with how many more there were. */
type Ways = Pick<LedgerCall, 'candidates' | 'excluded'> &
  Partial<Pick<LedgerCall, 'more_candidates' | 'more_excluded'>>;

/** The router's order with its reasons, the score drawn, and what was left out and why. */
export const RouterReasons = ({ answeredBy, ...ways }: Ways & { answeredBy: string | null }) => (
  <div className="space-y-3">
    <Candidates {...ways} answeredBy={answeredBy} />
    {ways.excluded.length === 0 ? null : <LeftOut {...ways} />}
  </div>
);

/** The same for a call that was made, with what it was bound by. */
export const WhyModel = ({ call }: { call: LedgerCall }) => (
  <>
    <p className="mb-2 text-ink-2 text-xs">
      {text.whyHint(privacyWords[call.privacy], complexityWords[call.complexity])}
    </p>
    <RouterReasons {...call} answeredBy={call.answered_by} />
  </>
);

function Candidates({
  candidates,
  more_candidates: more = 0,
  answeredBy,
}: Ways & { answeredBy: string | null }) {
  if (candidates.length === 0) return <p className="text-failed text-sm">{text.noCandidates}</p>;
  return (
    <>
      <ol className="space-y-2">
        {candidates.map((model) => (
          <Candidate
            key={model.ref}
            model={model}
            most={Math.max(1, ...candidates.map(({ score }) => score))}
            isChosen={model.ref === answeredBy}
          />
        ))}
      </ol>
      {more === 0 ? null : <p className="text-ink-2 text-xs">{text.moreCandidates(more)}</p>}
    </>
  );
}

const LeftOut = ({ excluded, more_excluded: more = 0 }: Ways) => (
  <details>
    <summary className="text-ink-2 text-sm max-md:min-h-11">{text.excluded(excluded.length + more)}</summary>
    <ul className="mt-1.5 space-y-1.5 border-l pl-3">
      {excluded.map(({ ref, reason, detail }) => (
        <li key={ref} className="text-xs">
          <code className="font-mono">{ref}</code> <ScriptedMark name={ref} />{' '}
          <span className="text-ink-2">{exclusionWords[reason]}</span>
          <span className="block text-ink-3">{detail}</span>
        </li>
      ))}
    </ul>
    {more === 0 ? null : <p className="mt-1.5 text-ink-2 text-xs">{text.moreExcluded(more)}</p>}
  </details>
);

function Candidate({ model, most, isChosen }: { model: RoutedModel; most: number; isChosen: boolean }) {
  return (
    <li className={cn('rounded-md border px-3 py-2', isChosen && 'border-done bg-done-soft')}>
      <p className="flex flex-wrap items-center gap-x-2">
        <code className="min-w-0 break-all font-mono text-xs">{model.ref}</code>
        <ScriptedMark name={model.ref} />
        {isChosen ? <Badge className="border-done/50 text-done">{text.chosen}</Badge> : null}
        <span className="ml-auto text-ink-2 text-xs tabular-nums">{text.score(model.score)}</span>
      </p>
      <span aria-hidden className="mt-1 block h-1 overflow-hidden rounded-full bg-line">
        <span
          className={cn('block h-full', isChosen ? 'bg-done' : 'bg-line-strong')}
          style={{ width: `${Math.max(0, Math.min(1, model.score / most)) * 100}%` }}
        />
      </span>
      <ul className="mt-1 list-disc space-y-0.5 pl-4 text-ink-2 text-xs">
        {model.reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    </li>
  );
}
