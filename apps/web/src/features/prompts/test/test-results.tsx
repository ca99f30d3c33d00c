'use client';
import { noProject } from '@overmind/contracts/entities/model-call';
import Link from 'next/link';
import { FormError } from '#components/notice.tsx';
import { TimeAgo } from '#components/time-ago.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { useProjects } from '#features/projects/use-projects.ts';
import { providersPath } from '#features/providers/providers-path.ts';
import { cn } from '#lib/class-names.ts';
import { privacyWords } from '#text/model-calls.ts';
import { promptTest as text } from '#text/prompt-test.ts';
import { AnswerCard } from './answer-card.tsx';
import { InputSource } from './input-source.tsx';
import { RenderedTexts } from './rendered-texts.tsx';
import { TestSums } from './test-sums.tsx';
import { ToldThen } from './told-then.tsx';
import { type InputResult, missingOf, progressOf, type TestRun } from './use-prompt-test.ts';

/** What came of a test, input by input, its texts side by side. */
export function TestResults({ run }: { run: TestRun }) {
  // Only members of a project see its ledger, administrators too; who tests prompts sees what belongs to none.
  const mine = useProjects().data?.items ?? [];
  return (
    <section aria-label={text.region} aria-busy={run.state === 'running'} className="space-y-4">
      <Progress run={run} />
      {run.results.length === 0 && run.state === 'broken' ? (
        <p>
          <Link href={providersPath} className="text-accent text-sm underline">
            {text.toProviders}
          </Link>
        </p>
      ) : null}
      <TestSums run={run} />
      {run.results.map((result, at) => (
        <Result
          // biome-ignore lint/suspicious/noArrayIndexKey: an input keeps its place in a test
          key={at}
          result={result}
          number={at + 1}
          {...{ sides: run.sides, chosen: run.chosen, asksModel: run.asksModel }}
          ledger={ledgerOf(result.input.project_id, mine)}
        />
      ))}
    </section>
  );
}

function Progress({ run }: { run: TestRun }) {
  const { done, all } = progressOf(run);
  if (run.state === 'broken') return <FormError error={run.problem} />;
  const words =
    run.state === 'ended'
      ? endWords(run, all)
      : run.state === 'stopped'
        ? text.stopped
        : text.progress(done, all);
  return (
    <div>
      <p role="status" className="mb-1 text-ink-2 text-sm">
        {words}
      </p>
      {run.state === 'running' ? (
        <progress
          aria-label={text.progress(done, all)}
          value={done}
          max={Math.max(1, all)}
          className="h-1.5 w-full accent-[var(--accent)]"
        />
      ) : null}
    </div>
  );
}

function endWords(run: TestRun, all: number): string {
  if (!run.asksModel) return text.shown;
  const missing = missingOf(run);
  return missing === 0 ? text.done(all) : text.doneWithout(missing, all);
}

function ledgerOf(projectId: string | null, mine: readonly { id: string }[]): string | null {
  if (projectId === null) return noProject;
  return mine.some(({ id }) => id === projectId) ? projectId : null;
}

interface ResultProps {
  result: InputResult;
  number: number;
  sides: TestRun['sides'];
  asksModel: boolean;
  chosen: string | null;
  /** The project whose ledger has the calls, or `none`; null where one may not look into it. */
  ledger: string | null;
}

function Result({
  result: { input, rendered, answers },
  number,
  sides,
  asksModel,
  chosen,
  ledger,
}: ResultProps) {
  const title = input.id === null ? text.madeInput : text.input(number);
  return (
    <article aria-label={title} className="rounded-card border bg-surface p-3">
      <h3 className="flex flex-wrap items-center gap-x-3 gap-y-1 font-semibold text-sm">
        {title}
        <span className="flex flex-wrap items-center gap-x-2 font-normal text-ink-3 text-xs">
          {input.project_name ?? text.noProject}
          <InputSource input={input} />
          {input.started_at === null ? null : <TimeAgo iso={input.started_at} />}
          <span>{privacyWords[input.privacy]}</span>
          {input.is_cut ? <Badge title={text.cutHint}>{text.cut}</Badge> : null}
        </span>
      </h3>
      {rendered === null ? null : (
        <ToldThen told={rendered.told} sides={sides} isMissed={!asksModel && input.run !== null} />
      )}
      <RenderedTexts input={input} rendered={rendered} sides={sides} />
      <div className={cn('mt-3 grid gap-3', sides.length > 1 && 'lg:grid-cols-2')}>
        {sides.map((side, at) =>
          asksModel || answers[at] !== undefined ? (
            <AnswerCard key={side ?? 'draft'} {...{ side, answer: answers[at], chosen, project: ledger }} />
          ) : null,
        )}
      </div>
    </article>
  );
}
