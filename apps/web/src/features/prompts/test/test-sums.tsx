import type { TestAnswer } from '@overmind/contracts/entities/prompt-test';
import { costWords } from '#lib/numbers.ts';
import { duration } from '#lib/time.ts';
import { promptTest as text } from '#text/prompt-test.ts';
import { sideWords } from './side-words.ts';
import type { TestRun } from './use-prompt-test.ts';

/** How each text did over all inputs; shown once there is more than one answer. */
export function TestSums({ run }: { run: TestRun }) {
  const { sides, results, hasForm } = run;
  const told = sides.map((side, at) => ({ side, sums: sumOf(results.map(({ answers }) => answers[at])) }));
  if (told.reduce((sum, { sums }) => sum + sums.all, 0) < 2) return null;
  return (
    <dl aria-label={text.sum} className="grid gap-3 sm:grid-cols-2">
      {told.map(({ side, sums }) => (
        <div key={side ?? 'draft'} className="rounded-card border bg-raised px-3 py-2">
          <dt className="text-ink-2 text-xs">{sideWords(side)}</dt>
          <dd className="flex flex-wrap gap-x-3 text-sm tabular-nums">
            <span className="font-semibold">
              {hasForm ? text.sumValid(sums.valid, sums.all) : text.sumAnswered(sums.answered, sums.all)}
            </span>
            <span>{costWords(sums.costMicros)}</span>
            {sums.answered === 0 ? null : <span>{text.each(duration(sums.latencyMs / sums.answered))}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function sumOf(answers: readonly (TestAnswer | 'asking' | undefined)[]) {
  const there = answers.filter((answer) => typeof answer === 'object');
  const answered = there.filter(({ state }) => state === 'answered');
  return {
    ...{ all: there.length, answered: answered.length },
    valid: there.filter(({ is_valid }) => is_valid === true).length,
    costMicros: there.reduce((sum, { cost_micros }) => sum + (cost_micros ?? 0), 0),
    latencyMs: answered.reduce((sum, { latency_ms }) => sum + latency_ms, 0),
  };
}
