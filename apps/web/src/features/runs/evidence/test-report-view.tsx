'use client';
import type { TestCase, TestReport } from '@overmind/contracts/entities/test-report';
import { Check, CircleX, type LucideIcon, SkipForward } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { ConsoleText } from '#features/console/console-text.tsx';
import { VisibleText } from '#features/console/visible-text.tsx';
import { cn } from '#lib/class-names.ts';
import { duration } from '#lib/time.ts';
import { evidence as text } from '#text/run-page.ts';

const casesDrawn = 200;

const marks: Record<TestCase['status'], { icon: LucideIcon; tone: string; fill: string }> = {
  passed: { icon: Check, tone: 'text-done', fill: 'bg-done' },
  failed: { icon: CircleX, tone: 'text-failed', fill: 'bg-failed' },
  skipped: { icon: SkipForward, tone: 'text-ink-3', fill: 'bg-line-strong' },
};

/** What one step's tests said: counts as a bar, failed ones unfolded. */
export function TestReportView({ report }: { report: TestReport }) {
  const [isWhole, setWhole] = useState(false);
  const failed = report.cases.filter((each) => each.status === 'failed');
  const others = report.cases.length - failed.length;
  const listed = isWhole ? report.cases : failed;
  return (
    <section aria-label={report.step} className="rounded-card border bg-raised p-3">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 text-sm">
        <h3 className="font-medium">{report.step}</h3>
        <span className={report.failed > 0 ? 'text-failed' : 'text-ink-2'}>
          {text.counts(report.passed, report.failed, report.skipped)}
        </span>
        {report.duration_ms === null ? null : (
          <span className="ml-auto text-ink-3 text-xs tabular-nums">{duration(report.duration_ms)}</span>
        )}
      </div>
      <CountsBar counts={report} className="mt-2" />
      {listed.length === 0 ? null : (
        <ul className="mt-3 space-y-2">
          {listed.slice(0, casesDrawn).map((each, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two tests may have one name; they keep their places
            <CaseRow key={index} testCase={each} />
          ))}
        </ul>
      )}
      {listed.length > casesDrawn ? (
        <p className="mt-2 text-ink-3 text-xs">{text.shown(casesDrawn, listed.length)}</p>
      ) : null}
      {report.is_cut ? <p className="mt-2 text-ink-3 text-xs">{text.isCut}</p> : null}
      {others === 0 ? null : (
        <Button
          size="sm"
          look="quiet"
          className="-ml-2 mt-1"
          aria-expanded={isWhole}
          onClick={() => setWhole(!isWhole)}
        >
          {isWhole ? text.fewer : text.others(others)}
        </Button>
      )}
    </section>
  );
}

interface CountsBarProps {
  counts: Pick<TestReport, 'passed' | 'failed' | 'skipped'>;
  className?: string;
}

export function CountsBar({ counts, className }: CountsBarProps) {
  const all = counts.passed + counts.failed + counts.skipped;
  if (all === 0) return null;
  return (
    <div
      role="img"
      aria-label={text.counts(counts.passed, counts.failed, counts.skipped)}
      className={cn('flex h-2 gap-[2px] overflow-hidden rounded-full', className)}
    >
      {(['failed', 'skipped', 'passed'] as const).map((each) =>
        counts[each] === 0 ? null : (
          <span
            key={each}
            className={cn('min-w-1.5', marks[each].fill)}
            style={{ flexGrow: counts[each] / all, flexBasis: 0 }}
          />
        ),
      )}
    </div>
  );
}

function CaseRow({ testCase }: { testCase: TestCase }) {
  const { icon: Icon, tone } = marks[testCase.status];
  return (
    <li className="text-sm">
      <p className="flex items-start gap-2 [overflow-wrap:anywhere]">
        <Icon className={cn('mt-0.5 size-4 shrink-0', tone)} aria-hidden />
        <span className="sr-only">{text.caseWords[testCase.status]}: </span>
        <span className="min-w-0 flex-1">
          <span className="text-ink-3">
            <VisibleText text={testCase.suite} />
            {testCase.suite === '' ? '' : ' › '}
          </span>
          <VisibleText text={testCase.name} />
        </span>
        {testCase.duration_ms === null ? null : (
          <span className="shrink-0 text-ink-3 text-xs tabular-nums">{duration(testCase.duration_ms)}</span>
        )}
      </p>
      {testCase.message === null || testCase.message.trim() === '' ? null : (
        <div className="mt-1 pl-6">
          <ConsoleText label={testCase.name} value={testCase.message} />
        </div>
      )}
    </li>
  );
}
