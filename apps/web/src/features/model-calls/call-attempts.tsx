import type { ModelAttempt } from '@overmind/contracts/entities/model';
import { cn } from '#lib/class-names.ts';
import { duration } from '#lib/time.ts';
import { failureWords, outcomeWords, modelCalls as text } from '#text/model-calls.ts';

const worked: Record<ModelAttempt['outcome'], string> = {
  ok: 'bg-done',
  cache_hit: 'bg-accent',
  failed: 'bg-failed',
  skipped: 'bg-line-strong',
};

/** The chain as it went, along one time: what was waited for, until the first word, and the rest. */
export function CallAttempts({ attempts, more = 0 }: { attempts: readonly ModelAttempt[]; more?: number }) {
  if (attempts.length === 0) return <p className="text-ink-3 text-sm">{text.noTries}</p>;
  const total = Math.max(
    1,
    attempts.reduce((sum, { waited_ms, latency_ms }) => sum + waited_ms + latency_ms, 0),
  );
  return (
    <>
      <ol className="space-y-2.5">
        {attempts.map((attempt, index) => (
          <Attempt
            // biome-ignore lint/suspicious/noArrayIndexKey: tries have no id and keep their place
            key={index}
            attempt={attempt}
            startMs={attempts
              .slice(0, index)
              .reduce((sum, each) => sum + each.waited_ms + each.latency_ms, 0)}
            totalMs={total}
          />
        ))}
      </ol>
      {more === 0 ? null : <p className="mt-2 text-ink-2 text-xs">{text.moreTries(more)}</p>}
    </>
  );
}

function Attempt({ attempt, startMs, totalMs }: { attempt: ModelAttempt; startMs: number; totalMs: number }) {
  const { ref, outcome, reason, detail, http_status: status, waited_ms: waitedMs } = attempt;
  const firstMs = attempt.first_token_ms;
  return (
    <li>
      <p className="flex flex-wrap items-baseline gap-x-2 text-xs">
        <code className="min-w-0 break-all font-mono">{ref}</code>
        <span className={outcome === 'failed' ? 'text-failed' : 'text-ink-2'}>
          {outcomeWords[outcome]}
          {reason === null ? '' : `: ${failureWords[reason]}`}
        </span>
        {status === null ? null : <span className="text-ink-3">{text.http(status)}</span>}
      </p>
      <span
        role="img"
        aria-label={text.attempt(ref, outcomeWords[outcome], duration(attempt.latency_ms))}
        className="mt-1 flex h-2 overflow-hidden rounded-full bg-line"
      >
        <Piece ms={startMs} of={totalMs} className="bg-transparent" />
        <Piece ms={waitedMs} of={totalMs} className="bg-blocked/60" />
        <Piece ms={firstMs ?? 0} of={totalMs} className={cn(worked[outcome], 'opacity-45')} />
        <Piece ms={attempt.latency_ms - (firstMs ?? 0)} of={totalMs} className={worked[outcome]} />
      </span>
      <p className="mt-0.5 text-ink-3 text-xs">
        {[
          waitedMs > 0 ? text.waited(duration(waitedMs)) : null,
          firstMs === null ? null : text.firstToken(duration(firstMs)),
          text.worked(duration(attempt.latency_ms)),
        ]
          .filter((part) => part !== null)
          .join(' · ')}
      </p>
      {detail === null ? null : <p className="text-ink-2 text-xs [overflow-wrap:anywhere]">{detail}</p>}
    </li>
  );
}

const Piece = ({ ms, of, className }: { ms: number; of: number; className: string }) =>
  ms <= 0 ? null : <span className={cn('h-full', className)} style={{ width: `${(ms / of) * 100}%` }} />;
