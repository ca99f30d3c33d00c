'use client';
import type { Run } from '@overmind/contracts/entities/run';
import { getArtifactContent } from '@overmind/contracts/routes/runs';
import type { ReactNode } from 'react';
import { Skeleton } from '#components/ui/badge.tsx';
import { FoldedText } from '#features/chat/folded-text.tsx';
import { reviewPath } from '#features/review/review-paths.ts';
import { EvidenceList } from '#features/tasks/evidence-list.tsx';
import { addressOf } from '#lib/api/client.ts';
import { artifacts, evidence as text } from '#text/run-page.ts';
import { RunFlags } from './run-flags.tsx';
import { RunSteps } from './run-steps.tsx';
import { TestReportView } from './test-report-view.tsx';
import { type FoundReport, useTestReports } from './use-test-reports.ts';

/** What was proven and how; what the run did to its own proof comes first. */
export function RunEvidence({ run }: { run: Run }) {
  const reports = useTestReports(run.id);
  return (
    <div className="mx-auto w-full max-w-4xl space-y-6 p-3 sm:p-4">
      <RunFlags flags={run.flags} />
      {run.summary === null || run.summary.trim() === '' ? null : (
        <Part title={text.summary}>
          <div className="text-sm">
            <FoldedText text={run.summary} isMarkdown />
          </div>
        </Part>
      )}
      {reports.length === 0 ? null : (
        <Part title={text.tests}>
          <div className="space-y-3">
            {reports.map((found) => (
              <Report key={found.artifact.id} found={found} />
            ))}
          </div>
        </Part>
      )}
      <Part title={text.proof}>
        {run.evidence.length === 0 ? (
          <p className="text-ink-3 text-sm">{text.noProof}</p>
        ) : (
          <EvidenceList evidence={run.evidence} reviewHref={reviewPath(run.project_id, run.id)} />
        )}
      </Part>
      <Part title={text.steps}>
        <RunSteps run={run} />
      </Part>
    </div>
  );
}

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section aria-label={title}>
    <h2 className="mb-1.5 font-semibold text-sm">{title}</h2>
    {children}
  </section>
);

function Report({ found: { artifact, report } }: { found: FoundReport }) {
  if (report === null) return <Skeleton className="h-20" />;
  if (report !== 'unreadable') return <TestReportView report={report} />;
  return (
    <p className="text-ink-2 text-sm">
      {text.unreadable}{' '}
      <a
        href={addressOf(getArtifactContent, { id: artifact.id })}
        download={artifact.name}
        className="text-accent underline"
      >
        {artifacts.download(artifact.name)}
      </a>
    </p>
  );
}
