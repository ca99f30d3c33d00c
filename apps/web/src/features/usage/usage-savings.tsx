import type { UsageTotal } from '@overmind/contracts/entities/model-call';
import type { ReactNode } from 'react';
import { cn } from '#lib/class-names.ts';
import { costWords, countWords } from '#lib/numbers.ts';
import { usage as text } from '#text/usage.ts';
import { localShareOf } from './use-usage.ts';

/** What stayed on the machine, and what was not spent. */
export const UsageSavings = ({ total }: { total: UsageTotal }) => (
  <div className="grid gap-3 md:grid-cols-3">
    <PlaceShare total={total} />
    <CacheSaving total={total} />
    <RouterSaving total={total} />
  </div>
);

const Card = ({ title, value, children }: { title: string; value: string; children: ReactNode }) => (
  <section aria-label={title} className="rounded-card border bg-surface px-4 py-3 shadow-card">
    <h2 className="text-ink-2 text-xs">{title}</h2>
    <p className="mb-2 font-semibold text-xl tabular-nums">{value}</p>
    {children}
  </section>
);

const percent = (share: number): string => `${Math.round(share * 100)} %`;

function PlaceShare({ total }: { total: UsageTotal }) {
  const share = localShareOf(total);
  return (
    <Card title={text.place} value={share === null ? '–' : `${percent(share)} ${text.localPart}`}>
      <span aria-hidden className="flex h-2.5 overflow-hidden rounded-sm bg-line">
        <span className="bg-done" style={{ width: `${(share ?? 0) * 100}%` }} />
        <span className="bg-accent" style={{ width: `${(1 - (share ?? 1)) * 100}%` }} />
      </span>
      <p className="mt-1.5 flex justify-between text-xs">
        {share === null ? (
          <span className="text-ink-2">{text.noTokens}</span>
        ) : (
          <>
            <span className="text-done">
              {text.local} {countWords(total.local_tokens)}
            </span>
            <span className="text-accent">
              {text.cloud} {countWords(total.cloud_tokens)}
            </span>
          </>
        )}
      </p>
    </Card>
  );
}

const radius = 15;
const around = 2 * Math.PI * radius;

function CacheSaving({ total }: { total: UsageTotal }) {
  const share = total.calls === 0 ? 0 : total.cache_hits / total.calls;
  return (
    <Card title={text.cache} value={costWords(total.saved_micros)}>
      <p className="flex items-center gap-3 text-ink-2 text-xs">
        <svg viewBox="0 0 36 36" className="-rotate-90 size-9 shrink-0" aria-hidden>
          <circle cx="18" cy="18" r={radius} fill="none" stroke="var(--line)" strokeWidth="5" />
          <circle
            cx="18"
            cy="18"
            r={radius}
            fill="none"
            stroke="var(--accent)"
            strokeWidth="5"
            strokeDasharray={`${around * share} ${around}`}
          />
        </svg>
        <span>
          {percent(share)}. {text.cacheHits(total.cache_hits, total.calls)}
        </span>
      </p>
    </Card>
  );
}

function RouterSaving({ total }: { total: UsageTotal }) {
  const { best_micros: best, compared_micros: cost } = total;
  const saved = Math.max(0, best - cost);
  return (
    <Card title={text.router} value={best === 0 ? '–' : costWords(saved)}>
      {best === 0 ? (
        <p className="text-ink-2 text-xs">{text.noBest}</p>
      ) : (
        <>
          <Against name={text.took} micros={cost} most={Math.max(best, cost)} className="bg-done" />
          <Against name={text.best} micros={best} most={Math.max(best, cost)} className="bg-line-strong" />
          <p className="mt-1.5 text-ink-3 text-xs">{saved === 0 ? text.noSaving : text.routerHint}</p>
        </>
      )}
    </Card>
  );
}

const Against = ({
  name,
  micros,
  most,
  className,
}: {
  name: string;
  micros: number;
  most: number;
  className: string;
}) => (
  <p className="text-xs">
    <span className="flex justify-between text-ink-2">
      {name} <span className="tabular-nums">{costWords(micros)}</span>
    </span>
    <span aria-hidden className="mb-1 block h-2 overflow-hidden rounded-sm bg-line/60">
      <span className={cn('block h-full', className)} style={{ width: `${(micros / most) * 100}%` }} />
    </span>
  </p>
);
