import type { Evidence } from '@overmind/contracts/entities/run';
import { CircleCheck, CircleX, FileDiff } from 'lucide-react';
import { plainText } from '#features/console/clean-line.ts';
import { CriteriaVerdicts } from '#features/runs/evidence/criteria-verdicts.tsx';
import { cn } from '#lib/class-names.ts';
import { commandWords } from '#lib/command-words.ts';
import { duration } from '#lib/time.ts';
import { tasks as text } from '#text/tasks.ts';

interface EvidenceListProps {
  evidence: Evidence[];
  /** Of the review page of the run, for the lines that a reviewer cites; empty on that page itself. */
  reviewHref?: string | undefined;
}

export function EvidenceList({ evidence, reviewHref }: EvidenceListProps) {
  if (evidence.length === 0) return <p className="text-ink-3 text-sm">{text.noEvidence}</p>;
  return (
    <ul className="divide-y rounded-card border bg-raised">
      {evidence.map((proof) => (
        <Proof key={`${proof.kind}:${proof.name}`} proof={proof} reviewHref={reviewHref} />
      ))}
    </ul>
  );
}

function Proof({ proof, reviewHref }: { proof: Evidence; reviewHref: string | undefined }) {
  const isGood = (proof.exit_code ?? 0) === 0;
  const Icon = proof.kind === 'diff' ? FileDiff : isGood ? CircleCheck : CircleX;
  return (
    <li className="px-3 py-2">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-0.5 text-sm">
        <Icon className={cn('size-4 shrink-0', isGood ? 'text-done' : 'text-failed')} aria-hidden />
        <span className="font-medium">{proof.name}</span>
        {proof.tests === null ? null : (
          <span className={cn('text-xs', proof.tests.failed > 0 ? 'text-failed' : 'text-ink-2')}>
            {text.tests(proof.tests.passed, proof.tests.failed, proof.tests.skipped)}
          </span>
        )}
        <span className="ml-auto flex gap-2 text-ink-3 text-xs tabular-nums">
          {proof.exit_code === null || proof.kind === 'review' ? null : (
            <span className={isGood ? '' : 'text-failed'}>{text.exitCode(proof.exit_code)}</span>
          )}
          {proof.duration_ms === null ? null : <span>{duration(proof.duration_ms)}</span>}
        </span>
      </div>
      {proof.run.length > 0 ? (
        <code className="mt-0.5 block truncate pl-6 font-mono text-ink-2 text-xs">
          {commandWords(proof.run)}
        </code>
      ) : null}
      {proof.review === undefined ? null : <CriteriaVerdicts review={proof.review} reviewHref={reviewHref} />}
      {proof.excerpt.trim() === '' || proof.review !== undefined ? null : (
        <details className="mt-1 pl-6" open={!isGood}>
          <summary className="w-fit text-ink-2 text-xs hover:text-ink">{text.showOutput}</summary>
          <pre
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
            tabIndex={0}
            className="mt-1 max-h-56 overflow-auto rounded-md bg-sunken p-2 font-mono text-2xs"
          >
            {proof.excerpt.split('\n').map(plainText).join('\n')}
          </pre>
        </details>
      )}
    </li>
  );
}
