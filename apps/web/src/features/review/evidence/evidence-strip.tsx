'use client';
import { ChevronRight, CircleCheck, CircleX, FlaskConical, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { MessageText } from '#features/chat/message-text.tsx';
import { SandboxBadge } from '#features/runs/sandbox-badge.tsx';
import { EvidenceList } from '#features/tasks/evidence-list.tsx';
import { cn } from '#lib/class-names.ts';
import { reviewEvidence as text } from '#text/review.ts';
import { useReviewed } from '../review-context.tsx';
import { FlagList } from './flag-list.tsx';
import { type ProofSummary, summarize } from './proof.ts';

/** What was proven, before what was changed: nobody has to decide blind. */
export function EvidenceStrip() {
  const { run } = useReviewed();
  const proof = summarize(run);
  const hasFailed = proof.passed < proof.proofs.length;
  const [isOpen, setOpen] = useState(hasFailed);
  return (
    <section aria-label={text.title} className="space-y-2 rounded-card border bg-raised p-3 text-sm">
      <h2 className="sr-only">{text.title}</h2>
      {run.summary === null || run.summary.trim() === '' ? null : (
        <MessageText text={run.summary} isMarkdown />
      )}
      {proof.isUnchecked ? <Unchecked /> : null}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        {proof.isUnchecked ? null : (
          <Button
            size="sm"
            look="quiet"
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
            className="-ml-2"
          >
            <ChevronRight aria-hidden className={cn(isOpen ? 'rotate-90' : '')} />
            <Checks proof={proof} />
          </Button>
        )}
        {proof.tests === null ? null : (
          <span className={cn('flex items-center gap-1.5', proof.tests.failed > 0 ? 'text-failed' : '')}>
            <FlaskConical className="size-4" aria-hidden />
            {text.tests(proof.tests.passed, proof.tests.failed, proof.tests.skipped)}
          </span>
        )}
        {run.sandbox === null ? null : <SandboxBadge level={run.sandbox} />}
      </div>
      {isOpen && !proof.isUnchecked ? <EvidenceList evidence={proof.proofs} reviewHref="" /> : null}
      <FlagList flags={run.flags} />
    </section>
  );
}

const Unchecked = () => (
  <p className="flex items-start gap-2 rounded-md bg-signal-soft px-2 py-1.5">
    <TriangleAlert className="mt-0.5 size-4 shrink-0 text-review" aria-hidden />
    <span>
      <strong className="font-semibold">{text.nothing}.</strong> {text.nothingHint}
    </span>
  </p>
);

function Checks({ proof }: { proof: ProofSummary }) {
  const isGood = proof.passed === proof.proofs.length;
  const Icon = isGood ? CircleCheck : CircleX;
  return (
    <span className={cn('flex items-center gap-1.5', isGood ? 'text-done' : 'text-failed')}>
      <Icon className="size-4" aria-hidden />
      {text.checks(proof.passed, proof.proofs.length)}
    </span>
  );
}
