import type { UsageTotal } from '@overmind/contracts/entities/model-call';
import { costWords, countWords } from '#lib/numbers.ts';
import { duration } from '#lib/time.ts';
import { usage as text } from '#text/usage.ts';
import { tokensOf } from './use-usage.ts';

/** The sums of the time that is shown, in large figures. */
export const UsageTotals = ({ total }: { total: UsageTotal }) => (
  <dl className="grid gap-3 sm:grid-cols-3">
    <Figure
      name={text.spent}
      value={costWords(total.cost_micros)}
      note={text.average(duration(total.latency_ms / Math.max(1, total.calls)))}
    />
    <Figure
      name={text.tokens}
      value={countWords(tokensOf(total))}
      note={text.tokensSplit(countWords(total.input_tokens), countWords(total.output_tokens))}
    />
    <Figure name={text.calls} value={countWords(total.calls)} note={text.failures(total.failures)} />
  </dl>
);

const Figure = ({ name, value, note }: { name: string; value: string; note: string }) => (
  <div className="rounded-card border bg-surface px-4 py-3 shadow-card">
    <dt className="text-ink-2 text-xs">{name}</dt>
    <dd className="font-semibold text-2xl tabular-nums tracking-tight">{value}</dd>
    <dd className="text-ink-3 text-xs">{note}</dd>
  </div>
);
